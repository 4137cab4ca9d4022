"""Calls of the official Python SDK, for the tests: a line of JSON in, a line of JSON out (see ../driver.ts).

driver.py ENDPOINT PROTOCOL [SIGNATURE_ALGORITHM]

PROTOCOL is http, or default: the SDK's own.
"""
import json
import re
import sys

from alibabacloud_swas_open20200601 import models
from alibabacloud_swas_open20200601.client import Client
from alibabacloud_tea_openapi import models as open_api
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_util.models import RuntimeOptions


def snake(name):
    return re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()


def call(client, action, parameters):
    method = getattr(client, snake(action), None)
    if method is None:
        return generic(client, action, parameters)
    request = getattr(models, action + 'Request')(**{snake(name): value for name, value in parameters.items()})
    return method(request).body.to_map()


def generic(client, action, query):
    """Our extensions, which the SDK doesn't know."""
    params = open_api.Params(
        action=action, version='2020-06-01', protocol='HTTP' if protocol == 'http' else 'HTTPS', pathname='/', method='POST', auth_type='AK',
        style='RPC', req_body_type='formData', body_type='json',
    )
    return client.call_api(params, open_api.OpenApiRequest(query=query), RuntimeOptions())['body']


def describe(error):
    return {
        'type': type(error).__name__, 'code': error.code, 'statusCode': error.status_code,
        'requestId': error.request_id, 'message': error.message,
    }


protocol = sys.argv[2]
client = Client(open_api.Config(
    access_key_id='testid', access_key_secret='testsecret', region_id='cn-hangzhou', endpoint=sys.argv[1],
    protocol='http' if protocol == 'http' else None, connect_timeout=60_000, read_timeout=60_000,  # a busy machine may make no RSA key in its default of ten seconds
    signature_algorithm=sys.argv[3] if len(sys.argv) > 3 else None,
))
for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = {'body': call(client, asked['action'], asked['parameters'])}
    except AlibabaCloudException as error:
        answer = {'error': describe(error)}
    print(json.dumps(answer), flush=True)
