package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	swas "github.com/alibabacloud-go/swas-open-20200601/v3/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
)

// The SDK of today, which signs by V3, or by V1 as "v2".
func newSdk(endpoint string, protocol string, algorithm []string) (caller, error) {
	config := &openapi.Config{
		AccessKeyId:     tea.String("testid"),
		AccessKeySecret: tea.String("testsecret"),
		RegionId:        tea.String("cn-hangzhou"),
		Endpoint:        tea.String(endpoint),
		ConnectTimeout:  tea.Int(60_000),
		ReadTimeout:     tea.Int(60_000), // a busy machine may make no RSA key in its default
	}
	if protocol == "http" {
		config.Protocol = tea.String(protocol)
	}
	if len(algorithm) > 0 {
		config.SignatureAlgorithm = tea.String(algorithm[0])
	}
	client, err := swas.NewClient(config)
	if err != nil {
		return nil, err
	}
	return func(asked question) (answer, error) {
		body, err := callSdk(client, asked)
		var refused *tea.SDKError
		if errors.As(err, &refused) {
			return describe(refused)
		}
		return answer{Body: body}, err
	}, nil
}

// callSdk finds the SDK's own method and request; our extensions, which it doesn't know, go by its generic call.
func callSdk(client *swas.Client, asked question) (interface{}, error) {
	method := reflect.ValueOf(client).MethodByName(asked.Action)
	if !method.IsValid() {
		result, err := client.CallApi(params(asked.Action, tea.StringValue(client.Protocol)), query(asked.Parameters), &dara.RuntimeOptions{})
		return result["body"], err
	}
	request := reflect.New(method.Type().In(0).Elem())
	text, err := json.Marshal(asked.Parameters)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(request.Interface()); err != nil {
		return nil, err
	}
	results := method.Call([]reflect.Value{request})
	if err, _ := results[1].Interface().(error); err != nil {
		return nil, err
	}
	return results[0].Elem().FieldByName("Body").Interface(), nil
}

func params(action string, protocol string) *openapi.Params {
	if protocol == "" {
		protocol = "https"
	}
	return &openapi.Params{
		Action:      tea.String(action),
		Version:     tea.String("2020-06-01"),
		Protocol:    tea.String(protocol),
		Pathname:    tea.String("/"),
		Method:      tea.String("POST"),
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
