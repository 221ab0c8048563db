package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Mender CVE-2024-46948, at every operation and in every place of a request: what another catalog has, named in the path, the query, the
 * body or a filter, shows nothing of it and changes nothing there. Operations are those of {@code walls.csv}.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ForeignIdsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String UNUSED = "11111111-2222-3333-4444-555555555555";
    private static final List<String> WATCHED = List.of(
            "devices",
            "products",
            "members",
            "tokens",
            "images",
            "transfers",
            "deployments",
            "certificates/authorities",
            "audit");

    @Inject
    ObjectMapper json;

    private final String secret = "s" + UUID.randomUUID().toString().replace("-", "");
    private final String product = "Product " + secret.substring(0, 12);
    private Fleet theirs;
    private Fleet mine;
    private DeviceId device;
    private String image = "";
    private String transfer = "";
    private String serial = "";
    private List<String> ids = List.of();

    @BeforeEach
    void another_catalog_has_one_of_everything() {
        theirs = Fleet.create();
        mine = Fleet.create();
        Operator them = theirs.owner();
        List<DeviceId> chips = theirs.endorsedChips(2);
        device = chips.getFirst();
        them.post(theirs.path("products"), Map.of("name", product, "description", secret))
                .statusCode(201);
        theirs.claimInto(product, "Production", chips).statusCode(200);
        them.request()
                .contentType("application/json")
                .body(Map.of("name", secret, "tags", List.of(secret), "notes", secret))
                .put(OperatorApi.BASE + theirs.path("devices/" + device.text() + "/description"))
                .then()
                .statusCode(200);
        ImagePackage application = Packages.application(Packages.newComponent(), secret.substring(0, 20));
        them.upload(theirs.path("images"), "application/octet-stream", application.bytes())
                .statusCode(201);
        image = application.metadata().image().text();
        String deployment = them.post(
                        theirs.path("products/" + product + "/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image)))
                .statusCode(201)
                .extract()
                .path("id");
        String member = them.post(
                        theirs.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "x", "name", secret, "role", "READER"))
                .statusCode(201)
                .extract()
                .path("id");
        String token = them.post(
                        theirs.path("tokens"),
                        Map.of("kind", "SERVICE", "name", secret.substring(0, 20), "role", "READER", "days", 1))
                .statusCode(201)
                .extract()
                .path("token.id");
        transfer = them.post(
                        theirs.path("transfers"),
                        Map.of(
                                "to",
                                Operator.newCatalog(),
                                "deviceIds",
                                List.of(chips.getLast().text()),
                                "note",
                                secret))
                .statusCode(201)
                .extract()
                .path("transfer.id");
        serial = them.get(theirs.path("certificates")).extract().path("serialNumber");
        ids = List.of(deployment, member, String.valueOf(token));
    }

    @Test
    void in_a_path_or_a_body_they_name_nothing_and_nothing_of_theirs_is_told_or_changed() throws IOException {
        List<String> before = state();
        for (String operation : Walls.read().operations()) {
            if (operation.contains("{catalog}/")) {
                for (String id : operation.contains("{id}") ? ids : List.of(UNUSED)) {
                    HttpResponse<String> answer = ask(operation.split(" ", 2)[0], path(operation, id), body(operation));
                    assertTellsNothing(operation, answer);
                    if (namesForeign(operation)) {
                        assertThat(answer.statusCode()).as(operation).isIn(400, 404, 409, 422);
                    }
                }
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void in_a_query_or_a_filter_they_find_nothing() throws IOException {
        for (Map.Entry<String, List<String>> operation : reading().entrySet()) {
            for (String parameter : operation.getValue()) {
                for (String value : values(parameter)) {
                    String path = path("GET " + operation.getKey(), UNUSED).replace(device.text(), "0".repeat(128));
                    HttpResponse<String> answer = ask(
                            "GET",
                            path + "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8),
                            null);
                    assertTellsNothing("GET " + path + " " + parameter + "=" + value, answer);
                    if (answer.statusCode() == 200) {
                        assertThat(answer.body()).as(path).doesNotContain(device.text(), image);
                    }
                }
            }
        }
        theirs.owner().get(theirs.path("devices?filter=" + "tag:" + secret)).body("devices.id", hasItem(device.text()));
    }

    private boolean namesForeign(String operation) {
        return operation.contains("{deviceId}")
                || operation.contains("{imageId}")
                || operation.contains("{transferId}")
                || operation.contains("{product}");
    }

    private void assertTellsNothing(String what, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (answer.statusCode() < 300) {
            assertThat(answer.body()).as(what).doesNotContain("\"" + secret, theirs.catalog());
        }
    }

    private String path(String operation, String id) {
        return operation
                .split(" ", 2)[1]
                .replace("{catalog}", mine.catalog())
                .replace("{deviceId}", device.text())
                .replace("{imageId}", image)
                .replace("{transferId}", transfer)
                .replace("{product}", product.replace(" ", "%20"))
                .replace("{group}", "Production")
                .replace("{serial}", serial)
                .replace("{id}", id)
                .replaceAll("\\{\\w+}", "nothing");
    }

    /** All that a body may name, at once. */
    private byte @Nullable [] body(String operation) throws IOException {
        if (operation.startsWith("GET") || operation.startsWith("DELETE")) {
            return null;
        }
        Map<String, Object> all = Map.ofEntries(
                Map.entry("deviceIds", List.of(device.text())),
                Map.entry("imageIds", List.of(image)),
                Map.entry("product", product),
                Map.entry("group", "Production"),
                Map.entry("scope", Map.of("product", product, "group", "Production")),
                Map.entry("to", mine.catalog()),
                Map.entry("reason", "A try"),
                Map.entry("note", "A try"),
                Map.entry("comment", "A try"),
                Map.entry("replayId", UNUSED),
                Map.entry("version", 1));
        return json.writeValueAsBytes(BodyMembers.read().of(operation, all));
    }

    private List<String> values(String parameter) {
        return switch (parameter) {
            case "filter" ->
                List.of(
                        "id:" + device.text().substring(0, 12),
                        "product:\"" + product + "\"",
                        "tag:" + secret,
                        "name:" + secret,
                        secret);
            case "product" -> List.of(product);
            case "group" -> List.of("Production");
            case "text", "actor", "action" -> List.of(secret, device.text(), image);
            case "root", "image", "id" -> List.of(image, transfer);
            default -> List.of();
        };
    }

    /** The operations in a catalog that only read, with the parameters of their queries. */
    private Map<String, List<String>> reading() {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .extract()
                .path("paths");
        return paths.entrySet().stream()
                .filter(path ->
                        path.getKey().contains("{catalog}/") && path.getValue().containsKey("get"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, path -> parameters(path.getValue().get("get"))));
    }

    @SuppressWarnings("unchecked")
    private static List<String> parameters(@Nullable Map<String, Object> operation) {
        List<String> names = new ArrayList<>();
        if (operation != null) {
            for (Map<String, Object> parameter :
                    (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of())) {
                if ("query".equals(parameter.get("in"))) {
                    names.add(String.valueOf(parameter.get("name")));
                }
            }
        }
        return names;
    }

    /** What their owner sees. */
    private List<String> state() {
        return WATCHED.stream()
                .map(what -> theirs.owner()
                        .get(theirs.path(what))
                        .statusCode(200)
                        .extract()
                        .asString())
                .toList();
    }

    private HttpResponse<String> ask(String method, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port).resolve(path))
                .header("Authorization", mine.owner().authorization());
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", mediaType(path))
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        }
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private static String mediaType(String path) {
        String plain = path.toLowerCase(Locale.ROOT);
        return plain.endsWith("/images")
                ? "application/octet-stream"
                : plain.endsWith("/csv") ? "text/csv" : "application/json";
    }
}
