import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import swas.ApiClient;
import swas.ApiException;
import swas.JSON;
import swas.api.CatalogApi;
import swas.api.KeyPairsApi;
import swas.api.ServersApi;
import swas.model.ApiError;
import swas.model.AttachKeyPairRequest;
import swas.model.AttachKeyPairResult;
import swas.model.CreateInstancesRequest;
import swas.model.CreateKeyPairRequest;
import swas.model.CreateKeyPairResult;
import swas.model.ImportKeyPairRequest;
import swas.model.Instance;
import swas.model.InstanceStatus;
import swas.model.KeyPair;
import swas.model.Months;
import swas.model.Platform;
import swas.model.RebootInstancesRequest;
import swas.model.RegionId;

/** Key pairs from end to end, with a client of openapi-generator. Ends with 1 when anything differs. */
public final class Story {
  private static final RegionId REGION = RegionId.CN_HANGZHOU;
  private static final String PUBLIC_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local";
  private static final String IMPORTED = "钥匙:key_1-a";

  private final CatalogApi catalog;
  private final KeyPairsApi keyPairs;
  private final ServersApi servers;

  private Story(ApiClient client) {
    catalog = new CatalogApi(client);
    keyPairs = new KeyPairsApi(client);
    servers = new ServersApi(client);
  }

  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient();
    client.updateBaseUri(System.getenv().getOrDefault("STORY_URL", "http://127.0.0.1:20206"));
    var account = Base64.getEncoder().encodeToString("story:secret".getBytes(StandardCharsets.UTF_8));
    client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + account));
    new Story(client).tell();
  }

  private void tell() throws Exception {
    var both = makeServers();
    var first = both.get(0);
    var second = both.get(1);

    check(create("created").getPrivateKeyBody().startsWith("-----BEGIN"), "no private key");
    var given = new ImportKeyPairRequest().keyPairName(IMPORTED).publicKeyBody(PUBLIC_KEY);
    keyPairs.importKeyPair(REGION, given);
    check(keyPairs.describeKeyPair(REGION, IMPORTED, null).getKeyPairName().equals(IMPORTED), "another name");

    var attached = attach("created", both);
    check(attached.getTotalCount() == 2 && attached.getFailCount() == 0, attached);
    attach(IMPORTED, List.of(second));
    var created = list().stream().filter(pair -> pair.getKeyPairName().equals("created")).findFirst().orElseThrow();
    check(created.getInstanceIds().equals(List.of(first)), created);

    check(waiting() == 2, "not two wait for their restart");
    var pending = servers.describePendingRestart(REGION, first, null);
    check(pending.getKeyChanges().get(0).getKeyPairName().equals("created"), pending);
    check(authorizedKeys(second).isEmpty(), "a key before the restart");
    reboot(both);
    check(waiting() == 0, "one still waits for its restart");
    check(authorizedKeys(second).equals(PUBLIC_KEY + "\n"), "no key after the restart");

    refused("KeyPairNameAlreadyExist", () -> create("created"));
    refused("InvalidKeyPairName.Malformed", () -> create("1"));
    refused("InvalidParameter.KeypairAlreadyAttachedInstance", () -> remove("created"));
    refused("InvalidInstanceId.NotFound", () -> attach("created", List.of("f".repeat(32))));

    keyPairs.detachKeyPair(REGION, "created", first, null);
    keyPairs.detachKeyPair(REGION, IMPORTED, second, null);
    reboot(both);
    check(authorizedKeys(second).isEmpty(), "a key that was detached");
    remove("created", IMPORTED);
    check(list().isEmpty(), "a key pair is left");
  }

  /** Two, of an image and a plan that the catalog has. */
  private List<String> makeServers() throws ApiException {
    var regions = catalog.listRegions(null).getRegions();
    check(regions.stream().anyMatch(region -> region.getRegionId() == REGION), regions);
    var images = catalog.listImages(REGION, null, null, null).getImages();
    var image = images.stream().filter(one -> one.getPlatform() == Platform.LINUX).findFirst().orElseThrow();
    var plans = catalog.listPlans(REGION, null).getPlans();
    var plan = plans.stream().filter(one -> one.getMemory().intValue() == 2).findFirst().orElseThrow();
    var order = new CreateInstancesRequest()
        .imageId(image.getImageId())
        .planId(plan.getPlanId())
        .period(Months.NUMBER_1)
        .amount(2);
    var ids = servers.createInstances(REGION, order).getInstanceIds();
    var made = servers.listInstances(REGION, ids, null, null, null, null, null, null, null, null, null).getInstances();
    check(made.stream().map(Instance::getStatus).toList().equals(List.of(InstanceStatus.RUNNING, InstanceStatus.RUNNING)), made);
    return ids;
  }

  private CreateKeyPairResult create(String name) throws ApiException {
    return keyPairs.createKeyPair(REGION, new CreateKeyPairRequest().keyPairName(name));
  }

  private AttachKeyPairResult attach(String name, List<String> ids) throws ApiException {
    return keyPairs.attachKeyPair(REGION, name, String.join(",", ids), new AttachKeyPairRequest());
  }

  private void remove(String... names) throws ApiException {
    keyPairs.deleteKeyPairs(REGION, String.join(",", names), null);
  }

  private List<KeyPair> list() throws ApiException {
    return keyPairs.listKeyPairs(REGION, null, null, null, null).getKeyPairs();
  }

  private int waiting() throws ApiException {
    return servers.listPendingRestarts(REGION, null, null, null, null).getTotalCount();
  }

  private String authorizedKeys(String id) throws ApiException {
    return servers.describeInstanceLogon(REGION, id, null).getAuthorizedKeys();
  }

  private void reboot(List<String> ids) throws ApiException {
    servers.rebootInstances(REGION, String.join(",", ids), new RebootInstancesRequest());
  }

  private interface Call {
    void run() throws ApiException;
  }

  private static void refused(String code, Call call) throws Exception {
    try {
      call.run();
    } catch (ApiException refusal) {
      var error = JSON.getDefault().getMapper().readValue(refusal.getResponseBody(), ApiError.class);
      check(error.getCode().equals(code) && error.getMessage().length() > 10, error);
      return;
    }
    throw new AssertionError("not refused with " + code);
  }

  private static void check(boolean holds, Object what) {
    if (!holds) throw new AssertionError(what);
  }
}
