"""Key pairs from end to end, with a client of openapi-python-client. Ends with 1 when anything differs."""

import base64
import os
from typing import TypeVar

from swas_local.api.catalog import list_images, list_plans, list_regions
from swas_local.api.key_pairs import (
    attach_key_pair,
    create_key_pair,
    delete_key_pairs,
    describe_key_pair,
    detach_key_pair,
    import_key_pair,
    list_key_pairs,
)
from swas_local.api.servers import (
    create_instances,
    describe_instance_logon,
    describe_pending_restart,
    list_instances,
    list_pending_restarts,
    reboot_instances,
)
from swas_local.client import AuthenticatedClient
from swas_local.models import (
    ApiError,
    AttachKeyPairRequest,
    AttachKeyPairResult,
    CreateInstancesRequest,
    CreateKeyPairRequest,
    CreateKeyPairResult,
    DeleteKeyPairsResult,
    ImportKeyPairRequest,
    KeyPair,
    Months,
    Platform,
    RebootInstancesRequest,
    RegionId,
)
from swas_local.types import Response

Result = TypeVar("Result")
REGION = RegionId.CN_HANGZHOU
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local"
IMPORTED = "钥匙:key_1-a"

client = AuthenticatedClient(
    base_url=os.environ.get("STORY_URL", "http://127.0.0.1:20206"),
    prefix="Basic",
    token=base64.b64encode(b"story:secret").decode(),
)


def ok(answer: Result | ApiError | None) -> Result:
    """What was answered. A call that was refused ends the story."""
    assert answer is not None and not isinstance(answer, ApiError), answer
    return answer


def refused(code: str, answer: Response[Result | ApiError]) -> None:
    refusal = answer.parsed
    assert isinstance(refusal, ApiError) and refusal.code == code, refusal
    assert len(refusal.message) > 10 and answer.status_code >= 400, refusal


def create(name: str) -> Response[CreateKeyPairResult | ApiError]:
    return create_key_pair.sync_detailed(REGION, client=client, body=CreateKeyPairRequest(name))


def attach(name: str, *servers: str) -> Response[AttachKeyPairResult | ApiError]:
    return attach_key_pair.sync_detailed(REGION, name, ",".join(servers), client=client, body=AttachKeyPairRequest())


def remove(*names: str) -> Response[DeleteKeyPairsResult | ApiError]:
    return delete_key_pairs.sync_detailed(REGION, ",".join(names), client=client)


def key_pairs() -> list[KeyPair]:
    return ok(list_key_pairs.sync(REGION, client=client)).key_pairs


def waiting() -> int:
    return ok(list_pending_restarts.sync(REGION, client=client)).total_count


def authorized_keys(server: str) -> str:
    return ok(describe_instance_logon.sync(REGION, server, client=client)).authorized_keys


def reboot(servers: list[str]) -> None:
    ok(reboot_instances.sync(REGION, ",".join(servers), client=client, body=RebootInstancesRequest()))


assert REGION in [region.region_id for region in ok(list_regions.sync(client=client)).regions]
images = ok(list_images.sync(REGION, client=client)).images
plans = ok(list_plans.sync(REGION, client=client)).plans
order = CreateInstancesRequest(
    image_id=next(image.image_id for image in images if image.platform == Platform.LINUX),
    plan_id=next(plan.plan_id for plan in plans if plan.memory == 2),
    period=Months.VALUE_1,
    amount=2,
)
servers = ok(create_instances.sync(REGION, client=client, body=order)).instance_ids
first, second = servers
instances = ok(list_instances.sync(REGION, client=client, instance_ids=servers)).instances
assert [instance.status for instance in instances] == ["Running", "Running"]

assert ok(create("created").parsed).private_key_body.startswith("-----BEGIN")
ok(import_key_pair.sync(REGION, client=client, body=ImportKeyPairRequest(IMPORTED, PUBLIC_KEY)))
assert ok(describe_key_pair.sync(REGION, IMPORTED, client=client)).key_pair_name == IMPORTED

attached = ok(attach("created", *servers).parsed)
assert (attached.total_count, attached.fail_count) == (2, 0)
ok(attach(IMPORTED, second).parsed)
assert [pair.instance_ids for pair in key_pairs() if pair.key_pair_name == "created"] == [[first]]

assert waiting() == 2
pending = ok(describe_pending_restart.sync(REGION, first, client=client))
assert [change.key_pair_name for change in pending.key_changes] == ["created"]
assert authorized_keys(second) == ""
reboot(servers)
assert waiting() == 0
assert authorized_keys(second) == PUBLIC_KEY + "\n"

refused("KeyPairNameAlreadyExist", create("created"))
refused("InvalidKeyPairName.Malformed", create("1"))
refused("InvalidParameter.KeypairAlreadyAttachedInstance", remove("created"))
refused("InvalidInstanceId.NotFound", attach("created", "f" * 32))

ok(detach_key_pair.sync(REGION, "created", first, client=client))
ok(detach_key_pair.sync(REGION, IMPORTED, second, client=client))
reboot(servers)
assert authorized_keys(second) == ""
ok(remove("created", IMPORTED).parsed)
assert key_pairs() == []
