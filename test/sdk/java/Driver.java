import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls by the core of the official Java SDK, for the tests: a line of JSON in, a line of JSON out (see ../driver.ts).
 * Its argument is the endpoint. The protocol is the SDK's own: HTTPS.
 */
public final class Driver {
  private static final Gson gson = new Gson();

  public static void main(String[] arguments) throws Exception {
    Client client = new Client(new Config()
        .setAccessKeyId("testid")
        .setAccessKeySecret("testsecret")
        .setRegionId("cn-hangzhou")
        .setEndpoint(arguments[0]));
    PrintStream answers = new PrintStream(System.out, true, "UTF-8");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonObject asked = JsonParser.parseString(line).getAsJsonObject();
      answers.println(gson.toJson(answer(client, asked)));
    }
  }

  private static Map<String, ?> answer(Client client, JsonObject asked) throws Exception {
    String action = asked.get("action").getAsString();
    Params params = new Params()
        .setAction(action)
        .setVersion("2020-06-01")
        .setProtocol("HTTPS")
        .setMethod(action.equals("ListKeyPairs") ? "GET" : "POST") // as the official SDKs call it
        .setAuthType("AK")
        .setStyle("RPC")
        .setPathname("/")
        .setReqBodyType("json")
        .setBodyType("json");
    // A busy machine may make no RSA key in the SDK's default time.
    RuntimeOptions options = new RuntimeOptions().setConnectTimeout(60_000).setReadTimeout(60_000);
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : asked.getAsJsonObject("parameters").entrySet()) {
      parameters.put(entry.getKey(), valueOf(entry.getValue()));
    }
    OpenApiRequest request = new OpenApiRequest().setQuery(com.aliyun.openapiutil.Client.query(parameters));
    try {
      return Map.of("body", client.callApi(params, request, options).get("body"));
    } catch (TeaException refused) {
      return Map.of("error", describe(refused));
    }
  }

  /** Numbers as they are written. */
  private static Object valueOf(JsonElement value) {
    if (!value.isJsonArray()) {
      return value.getAsString();
    }
    List<Object> list = new ArrayList<>();
    value.getAsJsonArray().forEach(element -> list.add(valueOf(element)));
    return list;
  }

  private static Map<String, Object> describe(TeaException refused) {
    Map<String, Object> data = refused.getData() == null ? Map.of() : refused.getData();
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", refused.getClass().getSimpleName());
    error.put("code", refused.getCode());
    error.put("message", refused.getMessage());
    error.put("statusCode", data.get("statusCode"));
    error.put("requestId", data.get("RequestId"));
    return error;
  }

  private Driver() {}
}
