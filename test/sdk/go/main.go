// Calls of the official Go SDKs, for the tests: a line of JSON in, a line of JSON out (see ../driver.ts).
//
//	driver old ENDPOINT
//	driver sdk ENDPOINT PROTOCOL [SIGNATURE_ALGORITHM]
//
// PROTOCOL is http, or default: the SDK's own.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type question struct {
	Action     string
	Parameters map[string]interface{}
}

type refusal struct {
	Type       string `json:"type"`
	Code       string `json:"code"`
	StatusCode int    `json:"statusCode"`
	RequestId  string `json:"requestId"`
	Message    string `json:"message"`
}

type answer struct {
	Body  interface{} `json:"body,omitempty"`
	Error *refusal    `json:"error,omitempty"`
}

// A caller gives the body or the refusal; an error is neither, and ends the driver.
type caller func(question) (answer, error)

func newCaller(arguments []string) (caller, error) {
	if len(arguments) >= 2 && arguments[0] == "old" {
		return newOld(arguments[1])
	}
	if len(arguments) >= 3 && arguments[0] == "sdk" {
		return newSdk(arguments[1], arguments[2], arguments[3:])
	}
	return nil, fmt.Errorf("usage: driver old ENDPOINT, or driver sdk ENDPOINT PROTOCOL [SIGNATURE_ALGORITHM]")
}

func run() error {
	call, err := newCaller(os.Args[1:])
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		given, err := call(asked)
		if err != nil {
			return fmt.Errorf("%s: %w", asked.Action, err)
		}
		if err := answers.Encode(given); err != nil {
			return err
		}
	}
	return lines.Err()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
