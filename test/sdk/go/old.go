package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	swas "github.com/aliyun/alibaba-cloud-sdk-go/services/swas-open"
)

// Go finds methods by name, but not functions: the SDK's maker of each request.
var makers = map[string]interface{}{
	"AttachKeyPair":            swas.CreateAttachKeyPairRequest,
	"CreateCommand":            swas.CreateCreateCommandRequest,
	"CreateInstanceKeyPair":    swas.CreateCreateInstanceKeyPairRequest,
	"CreateInstances":          swas.CreateCreateInstancesRequest,
	"CreateKeyPair":            swas.CreateCreateKeyPairRequest,
	"DeleteCommand":            swas.CreateDeleteCommandRequest,
	"DeleteInstanceKeyPair":    swas.CreateDeleteInstanceKeyPairRequest,
	"DeleteKeyPairs":           swas.CreateDeleteKeyPairsRequest,
	"DescribeCommands":         swas.CreateDescribeCommandsRequest,
	"DescribeInstanceKeyPair":  swas.CreateDescribeInstanceKeyPairRequest,
	"DescribeInvocationResult": swas.CreateDescribeInvocationResultRequest,
	"DescribeInvocations":      swas.CreateDescribeInvocationsRequest,
	"DetachKeyPair":            swas.CreateDetachKeyPairRequest,
	"ImportKeyPair":            swas.CreateImportKeyPairRequest,
	"InvokeCommand":            swas.CreateInvokeCommandRequest,
	"ListDisks":                swas.CreateListDisksRequest,
	"ListImages":               swas.CreateListImagesRequest,
	"ListInstances":            swas.CreateListInstancesRequest,
	"ListKeyPairs":             swas.CreateListKeyPairsRequest,
	"ListPlans":                swas.CreateListPlansRequest,
	"ListRegions":              swas.CreateListRegionsRequest,
	"RebootInstances":          swas.CreateRebootInstancesRequest,
	"RunCommand":               swas.CreateRunCommandRequest,
	"StartInstance":            swas.CreateStartInstanceRequest,
	"StartTerminalSession":     swas.CreateStartTerminalSessionRequest,
	"UpdateCommandAttribute":   swas.CreateUpdateCommandAttributeRequest,
	"UploadInstanceKeyPair":    swas.CreateUploadInstanceKeyPairRequest,
}

// The older SDK, which signs by V1.
func newOld(endpoint string) (caller, error) {
	client, err := swas.NewClientWithAccessKey("cn-hangzhou", "testid", "testsecret")
	if err != nil {
		return nil, err
	}
	client.Domain = endpoint
	client.SetConnectTimeout(time.Minute)
	client.SetReadTimeout(time.Minute) // a busy machine may make no RSA key in its default
	return func(asked question) (answer, error) {
		body, err := callOld(client, asked)
		var refused *sdkerrors.ServerError
		if errors.As(err, &refused) {
			return answer{Error: &refusal{
				fmt.Sprintf("%T", refused), refused.ErrorCode(), refused.HttpStatus(), refused.RequestId(), refused.Message(),
			}}, nil
		}
		return answer{Body: body}, err
	}, nil
}

func callOld(client *swas.Client, asked question) (interface{}, error) {
	method := reflect.ValueOf(client).MethodByName(asked.Action)
	if !method.IsValid() {
		return callCommon(client, asked)
	}
	maker, found := makers[asked.Action]
	if !found {
		return nil, fmt.Errorf("add its maker to the table")
	}
	request := reflect.ValueOf(maker).Call(nil)[0]
	if err := fill(request.Interface(), asked.Parameters); err != nil {
		return nil, err
	}
	results := method.Call([]reflect.Value{request})
	err, _ := results[1].Interface().(error)
	return results[0].Interface(), err
}

// fill sets the fields of a request; a parameter that it has no field for is an error.
func fill(request interface{}, parameters map[string]interface{}) error {
	fields := map[string]interface{}{}
	for name, value := range parameters {
		if number, is := value.(float64); is {
			value = requests.NewInteger(int(number))
		}
		fields[name] = value
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(request)
}

// callCommon makes a call of our extensions, which the SDK doesn't know.
func callCommon(client *swas.Client, asked question) (interface{}, error) {
	request := requests.NewCommonRequest()
	request.Method = requests.POST
	request.Domain = client.Domain
	request.Version = "2020-06-01"
	request.ApiName = asked.Action
	for name, value := range asked.Parameters {
		request.QueryParams[name] = fmt.Sprint(value)
	}
	response, err := client.ProcessCommonRequest(request)
	if err != nil {
		return nil, err
	}
	return json.RawMessage(response.GetHttpContentBytes()), nil
}
