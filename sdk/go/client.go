// The generated client with what the story does more than once.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"strings"

	"swas-local/sdk/go/swas"
)

const region = swas.CnHangzhou

var ctx = context.Background()

type client struct{ *swas.ClientWithResponses }

func connect() client {
	url := os.Getenv("STORY_URL")
	if url == "" {
		url = "http://127.0.0.1:20206"
	}
	account := swas.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.SetBasicAuth("story", "secret")
		return nil
	})
	made, err := swas.NewClientWithResponses(url, account)
	check(err == nil, err)
	return client{made}
}

func (c client) create(name string) *swas.CreateKeyPairResponse {
	return done(c.CreateKeyPairWithResponse(ctx, region, swas.CreateKeyPairRequest{KeyPairName: name}))
}

func (c client) attach(name string, servers ...string) *swas.AttachKeyPairResponse {
	return done(c.AttachKeyPairWithResponse(ctx, region, name, strings.Join(servers, ","), swas.AttachKeyPairRequest{}))
}

func (c client) detach(name string, servers ...string) {
	answer := done(c.DetachKeyPairWithResponse(ctx, region, name, strings.Join(servers, ","), nil))
	ok(answer.JSON200, answer)
}

func (c client) remove(names ...string) *swas.DeleteKeyPairsResponse {
	return done(c.DeleteKeyPairsWithResponse(ctx, region, strings.Join(names, ","), nil))
}

func (c client) reboot(servers []string) {
	answer := done(c.RebootInstancesWithResponse(ctx, region, strings.Join(servers, ","), swas.RebootInstancesRequest{}))
	ok(answer.JSON200, answer)
}

func (c client) keyPairs() []swas.KeyPair {
	answer := done(c.ListKeyPairsWithResponse(ctx, region, nil))
	return ok(answer.JSON200, answer).KeyPairs
}

func (c client) waiting() int {
	answer := done(c.ListPendingRestartsWithResponse(ctx, region, nil))
	return ok(answer.JSON200, answer).TotalCount
}

func (c client) authorizedKeys(server string) string {
	answer := done(c.DescribeInstanceLogonWithResponse(ctx, region, server, nil))
	return ok(answer.JSON200, answer).AuthorizedKeys
}

type reply interface {
	StatusCode() int
	GetBody() []byte
}

// done passes on what was answered, also a refusal.
func done[Reply reply](answer Reply, err error) Reply {
	check(err == nil, err)
	return answer
}

// ok ends the story where a call was refused.
func ok[Result any](result *Result, answer reply) Result {
	check(result != nil, answer.StatusCode(), " ", string(answer.GetBody()))
	return *result
}

func refused(code string, refusal *swas.ApiError, answer reply) {
	check(refusal != nil && refusal.Code == code && len(refusal.Message) > 10, code, " ", string(answer.GetBody()))
}

func check(holds bool, what ...any) {
	if !holds {
		log.Panic(what...)
	}
}
