// Key pairs from end to end, with a client of oapi-codegen. Panics when anything differs.
package main

import (
	"slices"
	"strings"

	"swas-local/sdk/go/swas"
)

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local"
const imported = "钥匙:key_1-a"

func main() {
	c := connect()
	servers := makeServers(c)
	first, second := servers[0], servers[1]

	created := c.create("created")
	check(strings.HasPrefix(ok(created.JSON201, created).PrivateKeyBody, "-----BEGIN"), "no private key")
	theirs := swas.ImportKeyPairRequest{KeyPairName: imported, PublicKeyBody: publicKey}
	given := done(c.ImportKeyPairWithResponse(ctx, region, theirs))
	ok(given.JSON201, given)
	described := done(c.DescribeKeyPairWithResponse(ctx, region, imported, nil))
	check(ok(described.JSON200, described).KeyPairName == imported, "another name")

	attached := c.attach("created", servers...)
	rows := ok(attached.JSON200, attached)
	check(rows.TotalCount == 2 && rows.FailCount == 0, rows)
	replaced := c.attach(imported, second)
	ok(replaced.JSON200, replaced)
	pairs := c.keyPairs()
	at := slices.IndexFunc(pairs, func(pair swas.KeyPair) bool { return pair.KeyPairName == "created" })
	check(at >= 0 && slices.Equal(pairs[at].InstanceIds, []string{first}), pairs)

	check(c.waiting() == 2, "not two wait for their restart")
	pending := done(c.DescribePendingRestartWithResponse(ctx, region, first, nil))
	check(ok(pending.JSON200, pending).KeyChanges[0].KeyPairName == "created", "another change")
	check(c.authorizedKeys(second) == "", "a key before the restart")
	c.reboot(servers)
	check(c.waiting() == 0, "one still waits for its restart")
	check(c.authorizedKeys(second) == publicKey+"\n", "no key after the restart")

	twice, malformed, held := c.create("created"), c.create("1"), c.remove("created")
	refused("KeyPairNameAlreadyExist", twice.JSON400, twice)
	refused("InvalidKeyPairName.Malformed", malformed.JSON400, malformed)
	refused("InvalidParameter.KeypairAlreadyAttachedInstance", held.JSON400, held)
	unknown := c.attach("created", strings.Repeat("f", 32))
	refused("InvalidInstanceId.NotFound", unknown.JSON404, unknown)

	c.detach("created", first)
	c.detach(imported, second)
	c.reboot(servers)
	check(c.authorizedKeys(second) == "", "a key that was detached")
	gone := c.remove("created", imported)
	ok(gone.JSON200, gone)
	check(len(c.keyPairs()) == 0, "a key pair is left")
}

// makeServers makes two, of an image and a plan that the catalog has.
func makeServers(c client) []string {
	regions := done(c.ListRegionsWithResponse(ctx, nil))
	here := func(known swas.Region) bool { return known.RegionId == region }
	check(slices.ContainsFunc(ok(regions.JSON200, regions).Regions, here), "no region")
	listed := done(c.ListImagesWithResponse(ctx, region, nil))
	images := ok(listed.JSON200, listed).Images
	image := slices.IndexFunc(images, func(image swas.Image) bool { return image.Platform == "Linux" })
	offered := done(c.ListPlansWithResponse(ctx, region, nil))
	plans := ok(offered.JSON200, offered).Plans
	plan := slices.IndexFunc(plans, func(plan swas.Plan) bool { return plan.Memory == 2 })

	amount := 2
	made := done(c.CreateInstancesWithResponse(ctx, region, swas.CreateInstancesRequest{
		ImageId: images[image].ImageId, PlanId: plans[plan].PlanId, Period: 1, Amount: &amount,
	}))
	ids := ok(made.JSON201, made).InstanceIds
	there := done(c.ListInstancesWithResponse(ctx, region, &swas.ListInstancesParams{InstanceIds: &ids}))
	instances := ok(there.JSON200, there).Instances
	check(len(instances) == 2 && instances[0].Status == "Running" && instances[1].Status == "Running", instances)
	return ids
}
