package main

import (
	"encoding/json"
	"errors"
	"fmt"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
)

// The client that the newer SDKs are generated upon, by its generic call: signature V3, or V1 as "v2".
func newCore(endpoint string, algorithm []string) (caller, error) {
	config := &openapi.Config{
		AccessKeyId:     tea.String("testid"),
		AccessKeySecret: tea.String("testsecret"),
		RegionId:        tea.String("cn-hangzhou"),
		Endpoint:        tea.String(endpoint),
		Protocol:        tea.String("http"),
	}
	if len(algorithm) > 0 {
		config.SignatureAlgorithm = tea.String(algorithm[0])
	}
	client, err := openapi.NewClient(config)
	if err != nil {
		return nil, err
	}
	return func(asked question) (answer, error) {
		result, err := client.CallApi(params(asked.Action), query(asked.Parameters), &dara.RuntimeOptions{})
		var refused *tea.SDKError
		if errors.As(err, &refused) {
			return describe(refused)
		}
		return answer{Body: result["body"]}, err
	}, nil
}

func params(action string) *openapi.Params {
	method := "POST"
	if action == "ListKeyPairs" {
		method = "GET" // as its typed method has it; the service takes no other
	}
	return &openapi.Params{
		Action:      tea.String(action),
		Version:     tea.String("2020-06-01"),
		Protocol:    tea.String("HTTP"),
		Pathname:    tea.String("/"),
		Method:      tea.String(method),
		AuthType:    tea.String("AK"),
		Style:       tea.String("RPC"),
		ReqBodyType: tea.String("formData"),
		BodyType:    tea.String("json"),
	}
}

func query(parameters map[string]interface{}) *openapi.OpenApiRequest {
	return &openapi.OpenApiRequest{Query: utils.Query(parameters)}
}

// describe reads the request id from the data, which is where this client leaves it.
func describe(refused *tea.SDKError) (answer, error) {
	var data struct{ RequestId string }
	if err := json.Unmarshal([]byte(tea.StringValue(refused.Data)), &data); err != nil {
		return answer{}, fmt.Errorf("%w in %s", err, refused.Error())
	}
	return answer{Error: &refusal{
		fmt.Sprintf("%T", refused), tea.StringValue(refused.Code), tea.IntValue(refused.StatusCode), data.RequestId,
		tea.StringValue(refused.Message),
	}}, nil
}
