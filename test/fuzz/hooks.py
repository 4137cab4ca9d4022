"""Where schemathesis and the cloud's ways differ, each as narrow as can be. Loaded by SCHEMATHESIS_HOOKS."""

import itertools
import json
import re

import schemathesis
from schemathesis.openapi.checks import (
    AllowHeaderMismatch,
    EnsureResourceAvailability,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)

# The cloud answers 400 where others answer 409 or 422: what the schema can't say refuses these, not the schema.
BUSINESS = {
    "IdempotentParameterMismatch",  # the coverage phase doesn't ask map_query
    "InvalidImageId.NotSupport",
    "InvalidNextToken",  # a text, but one that ListTagResources gave
    "InvalidParameter.KeypairAlreadyAttachedInstance",
    "InvalidParameter.KeypairNotAttachedInstance",
    "InvalidPassword.ValueNotSupported",  # three of four classes of characters
    "InvalidPlanIdSize.ValueNotSupported",
    "InvalidPlanMemorySize.ValueNotSupported",
    "InvalidPublicKeyBody.Malformed",
    "KeyPairNameAlreadyExist",
    "InvalidTag",  # a JSON text, of which the schema of a query can say no more than its brackets
    "MissingTagKey",  # UntagResources needs it unless All is true
    "PlatformNotMatch",
}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Any region that is one becomes the first, so that what a call made is there for the next."""
    regions = regions_of(context.operation)
    if isinstance(path_parameters, dict) and path_parameters.get("RegionId") in regions:
        path_parameters["RegionId"] = regions[0]
    return path_parameters


@schemathesis.hook
def map_query(context, query):
    return with_fresh_token(query)


@schemathesis.hook
def map_body(context, body):
    return with_fresh_token(body)


tokens = itertools.count()


def with_fresh_token(parameters):
    """A token that was used before gives the reply of then again; the other fuzzer looks at that."""
    token = parameters.get("ClientToken") if isinstance(parameters, dict) else None
    if isinstance(token, str) and re.fullmatch("[ -~]{1,40}", token):
        return {**parameters, "ClientToken": f"{token}{next(tokens)}"}
    return parameters


def regions_of(operation):
    return next((p.definition["schema"].get("enum", []) for p in operation.path_parameters if p.name == "RegionId"), [])


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps every failure but the three kinds that are right as they are."""
    if isinstance(failure, RejectedPositiveData):
        return not (is_business_refusal(response) or holds_nul(response.request))
    if isinstance(failure, EnsureResourceAvailability):
        return not is_about_body(case, response)
    if isinstance(failure, (AllowHeaderMismatch, UnsupportedMethodResponse)):
        # A key pair may be called "import", so the methods of /key-pairs/{KeyPairName} are there as well.
        return not case.path.endswith("/key-pairs/import")
    return True


def is_about_body(case, response):
    """What the path names is there, and a 404 is about the body: servers to run a command on, parameters that it has none of."""
    code = code_of(response) or ""
    subject = code.removeprefix("Invalid").removesuffix(".NotFound")
    is_of_path = any(name.startswith(subject) for name in case.path_parameters or {})
    return code == "Parameter.Disabled" or (not is_of_path and f'"{subject}' in json.dumps(case.body, default=str))


def holds_nul(request):
    """PostgreSQL has no text with a NUL in it; the schema of every text would have to say so."""
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    return "%00" in (request.url or "") or rb"\u0000" in body


def is_business_refusal(response):
    return response.status_code == 400 and code_of(response) in BUSINESS


def code_of(response):
    try:
        return json.loads(response.content)["Code"]
    except (ValueError, KeyError, TypeError):
        return None
