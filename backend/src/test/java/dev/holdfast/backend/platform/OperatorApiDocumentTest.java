package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.audit.SealAuditLogs;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconMaker;
import dev.holdfast.backend.pki.root.ForeignCa;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.update.Packages;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the server does. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperatorApiDocumentTest {
    private static final String TRUST = "GET " + OperatorApi.BASE + "trust";
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";
    private static final String DEPLOYMENTS = CATALOG + "/products/{product}/groups/{group}/deployments";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private static final String ATTESTED = """
            with suspected as (
                insert into suspicion (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address)
                values ($1, $2, 'TWO_PLACES', now(), now(), 1, '', '')
            ), state as (
                insert into attested_state (catalog_id, state_id, measurements, evidence_part, used_on)
                values ($1, sha256(''), '[]', '', current_date)
            )
            insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id,
                boot_count, debug_state, remote_address, nonce, evidence, result)
            values ($1, $2, now(), 'TRUSTED', 'attestation/default', 1, '[]', sha256(''), 1, 'ENABLED', '',
                substr($2, 1, 32), $2, $2)
            returning attestation_id""";

    @Inject
    SealAuditLogs seal;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private long attestation;
    private JsonPath document;
    private Map<String, Map<String, Object>> operations;

    @BeforeEach
    void read() {
        document = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        operations = operations();
    }

    @Test
    void every_variable_of_a_path_is_a_parameter_and_numbers_are_numbers() {
        operations.forEach((operation, described) -> {
            List<Map<String, Object>> parameters = list(described, "parameters");
            assertThat(parameters.stream()
                            .filter(parameter -> "path".equals(parameter.get("in")))
                            .filter(parameter -> Boolean.TRUE.equals(parameter.get("required")))
                            .map(parameter -> parameter.get("name")))
                    .as(operation)
                    .containsExactlyInAnyOrderElementsOf(VARIABLE.matcher(operation)
                            .results()
                            .map(found -> found.group(1))
                            .toList());
            for (Map<String, Object> parameter : parameters) {
                if (List.of("limit", "offset", "before").contains(parameter.get("name"))) {
                    assertThat(map(parameter, "schema")).as(operation).containsEntry("type", "integer");
                }
            }
        });
        assertThat(schemaOf("deviceId", CATALOG + "/devices/{deviceId}")).containsKey("$ref");
        assertThat(schemaOf("limit", CATALOG + "/audit"))
                .containsEntry("minimum", 1)
                .containsEntry("maximum", 500);
    }

    @Test
    void what_is_a_text_on_the_wire_is_a_string_with_a_pattern() {
        Map<String, String> examples = Map.of(
                "DeviceId",
                SiliconMaker.chips(1).getFirst().text(),
                "ImageId",
                "11111111-2222-3333-4444-555555555555",
                "ComponentId",
                "11111111-2222-3333-4444-555555555555",
                "Digest",
                "ab".repeat(32),
                "P256PublicKey",
                "ab".repeat(64),
                "Blob",
                "AAEC/w==");

        examples.forEach((name, example) -> {
            Map<String, Object> schema = document.getMap("components.schemas." + name);
            assertThat(schema).as(name).containsEntry("type", "string").doesNotContainKey("properties");
            assertThat(example).as(name).matches(String.valueOf(schema.get("pattern")));
        });
    }

    @Test
    void names_have_the_pattern_that_the_server_and_the_console_hold_them_to() {
        assertThat(document.getString("components.schemas.NewCatalog.properties.name.pattern"))
                .isEqualTo(NewCatalog.NAME);
        assertThat(document.getString("components.schemas.NewProduct.properties.name.pattern"))
                .isEqualTo(NewProduct.NAME);
    }

    @Test
    void a_claim_takes_json_and_csv() {
        assertThat(document.<String, Object>getMap("paths.'" + CATALOG + "/devices/claim'.post.requestBody.content"))
                .containsOnlyKeys("application/json", "text/csv");
    }

    @Test
    void everything_but_the_public_keys_takes_a_token() {
        List<String> bearers =
                document.<String, Map<String, Object>>getMap("components.securitySchemes").entrySet().stream()
                        .filter(scheme -> "http".equals(scheme.getValue().get("type")))
                        .filter(scheme -> "bearer".equals(scheme.getValue().get("scheme")))
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(bearers).hasSize(1);

        operations.forEach((operation, described) -> {
            List<Map<String, Object>> security = list(described, "security");
            if (operation.equals(TRUST)) {
                assertThat(security).isEmpty();
            } else {
                assertThat(security)
                        .as(operation)
                        .singleElement()
                        .satisfies(one -> assertThat(one).containsOnlyKeys(bearers.getFirst()));
            }
        });
    }

    @Test
    void errors_are_problems() {
        assertThat(document.<String, Object>getMap("components.schemas.Problem.properties"))
                .containsOnlyKeys(Arrays.stream(Problem.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));

        operations.forEach((operation, described) -> {
            TreeSet<String> wanted = new TreeSet<>(List.of("400"));
            if (!operation.equals(TRUST)) {
                wanted.addAll(List.of("401", "403"));
            }
            if (operation.contains("{")) {
                wanted.add("404");
            }
            if (operation.startsWith("POST")) {
                wanted.addAll(List.of("409", "413"));
            }
            if (List.of(
                            "POST " + OperatorApi.BASE + "endorsements",
                            "POST " + CATALOG + "/devices/claim",
                            "POST " + CATALOG + "/images",
                            "POST " + OperatorApi.BASE + "os-images",
                            "POST " + OperatorApi.BASE + "os-releases",
                            "POST " + OperatorApi.BASE + "trust/roots/{id}/certificate",
                            "POST " + DEPLOYMENTS)
                    .contains(operation)) {
                wanted.add("422");
            }
            Map<String, Object> responses = map(described, "responses");
            assertThat(responses).as(operation).containsKeys(wanted.toArray(new String[0]));
            responses.forEach((status, response) -> {
                if (!status.startsWith("2")) {
                    assertThat(response.toString())
                            .as(operation + " " + status)
                            .contains("application/problem+json")
                            .contains("#/components/schemas/Problem");
                }
            });
        });
    }

    @Test
    void the_documented_status_is_the_real_one() {
        Map<String, Integer> real = everyOperation();

        operations.forEach((operation, described) -> assertThat(map(described, "responses").entrySet().stream()
                        .filter(response -> response.getKey().startsWith("2"))
                        .filter(response -> !isAskedFor(response))
                        .map(Map.Entry::getKey))
                .as(operation)
                .containsExactly(String.valueOf(real.get(operation))));
        assertThat(real.keySet()).isEqualTo(operations.keySet());
    }

    /** What the answer is where a second person is needed, which nobody is here. */
    private static boolean isAskedFor(Map.Entry<String, Object> response) {
        return response.getKey().equals("202")
                && response.getValue().toString().contains("#/components/schemas/ApprovalView");
    }

    /** Does everything once, as it should be done. */
    private Map<String, Integer> everyOperation() {
        Map<String, Integer> real = new TreeMap<>();
        Fleet fleet = Fleet.create();
        Operator owner = Operator.installationOwner();
        List<DeviceId> chips = fleet.endorsedChips(1);
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        String imageId = image.metadata().image().text();

        real.put(
                "POST " + OperatorApi.BASE + "catalogs",
                status(owner.post("catalogs", Map.of("name", fleet.catalog() + "x", "displayName", "Another"))));
        real.put(
                "POST " + OperatorApi.BASE + "endorsements",
                status(owner.upload(
                        "endorsements",
                        "application/jose",
                        SiliconMaker.endorse(chips).getBytes(StandardCharsets.US_ASCII))));
        real.put(
                "POST " + CATALOG + "/products",
                status(owner.post(fleet.path("products"), Map.of("name", "Kettle", "description", ""))));
        real.put("POST " + CATALOG + "/devices/claim", status(fleet.claim("Production", chips)));
        Map<String, Object> ids = Map.of("deviceIds", List.of(chips.getFirst().text()));
        real.put(
                "POST " + CATALOG + "/devices/claim-challenge",
                status(owner.post(fleet.path("devices/claim-challenge"), ids)));
        real.put(
                "PUT " + CATALOG + "/devices/{deviceId}/description",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("name", "Kitchen", "tags", List.of("lab"), "notes", ""))
                        .put(OperatorApi.BASE + fleet.path("devices/" + chips.getFirst() + "/description"))
                        .then()));
        DeviceListOperations.doAll(fleet, owner, real);
        RevocationOperations.doAll(fleet, owner, chips.getFirst(), real);
        ownershipOfChips(real, owner, chips.getFirst());
        real.put(
                "POST " + CATALOG + "/images",
                status(owner.upload(fleet.path("images"), "application/octet-stream", image.bytes())));
        ValidatableResponse deployment = owner.post(
                fleet.path("products/Thermostat/groups/Production/deployments"), Map.of("imageIds", List.of(imageId)));
        real.put("POST " + DEPLOYMENTS, status(deployment));
        real.put(
                "PUT " + CATALOG + "/products/{product}/groups/{group}/connection",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("requiresPostQuantum", false, "reason", "A try"))
                        .put(OperatorApi.BASE + fleet.path("products/Thermostat/groups/Production/connection"))
                        .then()));
        real.put(
                "GET " + CATALOG + "/products/{product}/groups/{group}/connection-impact",
                status(owner.get(fleet.path("products/Thermostat/groups/Production/connection-impact"))));

        new PolicyOperations(fleet, owner, real).perform();
        MemberOperations.doAll(fleet, owner, real);
        everyActOfTrust(fleet, owner, chips.getFirst(), real);
        foreignRoots(owner, real);
        real.put(
                "PUT " + CATALOG + "/certificates/lifetime",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("hours", 12))
                        .put(OperatorApi.BASE + fleet.path("certificates/lifetime"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/certificates/authorities/{serial}/proof",
                status(owner.post(
                        fleet.path("certificates/authorities/.default/proof"), Map.of("verificationCode", "abc"))));
        String id = deployment.extract().path("id");
        TestOs os = TestOs.ofNewPart();
        real.put("POST " + OperatorApi.BASE + "os-images", status(os.upload()));
        ValidatableResponse release = os.release("RetailEval", os.images(1));
        String releases = OperatorApi.BASE + "os-releases";
        String releaseId = release.extract().path("id");
        real.put("POST " + releases, status(release));
        real.put("POST " + releases + "/{id}/promote", status(TestOs.promote(releaseId)));
        real.put("GET " + releases + "/{id}", status(owner.get("os-releases/" + releaseId)));
        real.put(
                "POST " + releases + "/{id}/withdrawal-impact",
                status(owner.post("os-releases/" + releaseId + "/withdrawal-impact", Map.of())));
        real.put("POST " + releases + "/{id}/withdraw", status(TestOs.withdraw(releaseId, "KEEP")));
        for (String path : List.of("trust", "me", "os-releases")) {
            real.put("GET " + OperatorApi.BASE + path, status(owner.get(path)));
        }
        OnVertx.await(vertx, seal::run);
        Fleet buyer = Fleet.create();
        transfers(real, fleet, buyer);
        for (String path : List.of(
                "",
                "/departed-devices",
                "/transfers",
                "/overview",
                "/products",
                "/products/{product}/groups",
                "/devices",
                "/devices/{deviceId}",
                "/device-certificates",
                "/capability-files",
                "/devices/{deviceId}/description",
                "/devices/{deviceId}/attestations",
                "/devices/{deviceId}/attestations/{attestation}/evidence",
                "/devices/{deviceId}/attestations/{attestation}/result",
                "/devices/{deviceId}/suspicions",
                "/suspicions",
                "/verifier-outages",
                "/attestation-retention",
                "/reference-values",
                "/devices/{deviceId}/reports",
                "/images",
                "/images/{imageId}/content",
                "/products/{product}/groups/{group}/deployments",
                "/products/{product}/groups/{group}/deployments/{deployment}",
                "/deployments",
                "/deployments/{id}",
                "/deployments/{id}/devices",
                "/audit",
                "/audit/verification",
                "/audit/export",
                "/audit/key",
                "/audit/checkpoint",
                "/audit/entries/{sequence}/proof",
                "/audit/tile/{path}",
                "/certificates",
                "/certificates/bundle",
                "/certificates/lifetime",
                "/certificates/authorities",
                "/certificates/authorities/{serial}",
                "/certificates/authorities/{serial}/chain")) {
            String filled = path.replace("{product}", "Thermostat")
                    .replace("{sequence}", "1")
                    .replace("{path}", "0/000.p/1")
                    .replace("{group}", "Production")
                    .replace("{deviceId}", chips.getFirst().text())
                    .replace("{imageId}", imageId)
                    .replace("{serial}", ".default")
                    .replace("{deployment}", ".default")
                    .replace("attestations/{attestation}", "attestations/" + attestation)
                    .replace("{id}", id);
            real.put("GET " + CATALOG + path, status(owner.get("catalogs/" + fleet.catalog() + filled)));
            if (path.startsWith("/audit")) {
                real.put("GET " + OperatorApi.BASE + path.substring(1), status(owner.get(filled.substring(1))));
            }
        }
        String consistency = "audit/consistency";
        real.put("GET " + CATALOG + "/" + consistency, status(owner.get(fleet.path(consistency) + "?from=1")));
        real.put("GET " + OperatorApi.BASE + consistency, status(owner.get(consistency + "?from=1")));
        return real;
    }

    private static void foreignRoots(Operator owner, Map<String, Integer> real) {
        String roots = OperatorApi.BASE + "trust/roots";
        ValidatableResponse request = owner.post("trust/roots", Map.of());
        real.put("POST " + roots, status(request));
        real.put("GET " + roots, status(owner.get("trust/roots")));
        real.put(
                "POST " + roots + "/{id}/certificate",
                status(owner.post(
                        "trust/roots/" + request.extract().path("id") + "/certificate",
                        ForeignCa.create().answer(request.extract().path("request")))));
        for (String act : List.of("removal-impact", "remove")) {
            real.put(
                    "POST " + roots + "/{id}/" + act,
                    status(owner.post(
                            "trust/roots/" + request.extract().path("id") + "/" + act, Map.of("reason", "A try"))));
        }
    }

    private static void transfers(Map<String, Integer> real, Fleet seller, Fleet buyer) {
        List<DeviceId> chips = seller.endorsedChips(3);
        seller.claim("Production", chips);
        Operator owner = Operator.installationOwner();
        Map<String, String> why = Map.of("reason", "A try");
        for (int i = 0; i < 2; i++) {
            Map<String, Object> offer = Map.of(
                    "to", buyer.catalog(), "deviceIds", List.of(chips.get(i).text()), "note", "Sold");
            ValidatableResponse made = owner.post(seller.path("transfers"), offer);
            real.put("POST " + CATALOG + "/transfers", status(made));
            String id = made.extract().path("transfer.id");
            real.put("GET " + CATALOG + "/transfers/{transferId}", status(owner.get(buyer.path("transfers/" + id))));
            String act = i == 0 ? "decline" : "accept";
            real.put(
                    "POST " + CATALOG + "/transfers/{transferId}/" + act,
                    status(owner.post(
                            buyer.path("transfers/" + id + "/" + act),
                            i == 0 ? why : Map.of("product", "Thermostat", "group", "Production"))));
        }
        Map<String, Object> last =
                Map.of("to", buyer.catalog(), "deviceIds", List.of(chips.get(2).text()), "note", "Sold");
        String id = owner.post(seller.path("transfers"), last).extract().path("transfer.id");
        real.put(
                "POST " + CATALOG + "/transfers/{transferId}/withdraw",
                status(owner.post(seller.path("transfers/" + id + "/withdraw"), why)));
        real.put(
                "POST " + CATALOG + "/devices/unclaim",
                status(owner.post(
                        seller.path("devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.get(2).text()), "reason", "A try"))));
    }

    private static void ownershipOfChips(Map<String, Integer> real, Operator owner, DeviceId chip) {
        Map<String, Object> chips = Map.of("deviceIds", List.of(chip.text()), "reason", "A try");
        for (String path : List.of("revocation-impact", "revoke", "restore")) {
            real.put(
                    "POST " + OperatorApi.BASE + "endorsements/" + path,
                    status(owner.post("endorsements/" + path, chips)));
        }
        String gateways = OperatorApi.BASE + "gateways";
        real.put("GET " + gateways, status(owner.get("gateways")));
        real.put(
                "POST " + gateways + "/{fingerprint}/revoke",
                status(owner.post(
                        "gateways/" + chip.text().substring(0, 64) + "/revoke",
                        Map.of("reason", "A try", "evenIfUnknown", true))));
        String makers = OperatorApi.BASE + "makers";
        String other = "makers/" + SiliconMaker.OTHER;
        real.put("GET " + makers, status(owner.get("makers")));
        real.put("GET " + makers + "/{maker}/revocation-impact", status(owner.get(other + "/revocation-impact")));
        for (String path : List.of("/revoke", "/restore")) {
            real.put("POST " + makers + "/{maker}" + path, status(owner.post(other + path, Map.of("reason", "A try"))));
        }
    }

    private void everyActOfTrust(Fleet fleet, Operator owner, DeviceId chip, Map<String, Integer> real) {
        CatalogId catalog = new CatalogId(UUID.fromString(
                owner.get("catalogs/" + fleet.catalog()).extract().path("id")));
        attestation = OnVertx.await(
                vertx,
                () -> transactions.sqlInCatalog(
                        catalog, sql -> sql.one(ATTESTED, row -> row.getLong("attestation_id"), catalog, chip)));
        OnVertx.await(
                vertx,
                () -> transactions.sqlInCatalog(
                        catalog, sql -> sql.update(RevocationOperations.CERTIFICATES, catalog, chip)));
        RevocationOperations.doAllToCertificates(fleet, owner, chip, real);
        real.put(
                "PUT " + CATALOG + "/attestation-retention",
                status(owner.request()
                        .contentType("application/json")
                        .body("{\"days\": 30}")
                        .put(OperatorApi.BASE + fleet.path("attestation-retention"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/reference-values",
                status(owner.post(
                        fleet.path("reference-values"),
                        Map.of(
                                "values",
                                List.of(Map.of(
                                        "type",
                                        "Applications",
                                        "component",
                                        "2".repeat(8) + "-2222-3333-4444-555555555555",
                                        "image",
                                        "2".repeat(8) + "-2222-3333-4444-555555555555",
                                        "name",
                                        "json",
                                        "digest",
                                        "cd".repeat(32),
                                        "securityVersion",
                                        1))))));
        real.put(
                "POST " + CATALOG + "/reference-values/csv",
                status(owner.upload(
                        fleet.path("reference-values/csv"),
                        "text/csv",
                        (ReferenceImport.HEADER + "\nApplications," + "1".repeat(8) + "-2222-3333-4444-555555555555,"
                                        + "1".repeat(8) + "-2222-3333-4444-555555555555,other," + "ab".repeat(32)
                                        + ",1")
                                .getBytes(StandardCharsets.US_ASCII))));
        ImagePackage tentative = Packages.application(Packages.newComponent(), "tentative");
        owner.upload(fleet.path("images?tentative=true"), "application/octet-stream", tentative.bytes())
                .statusCode(201);
        String value = "reference-values/" + tentative.metadata().component() + "/"
                + tentative.metadata().image() + "/";
        String variable = CATALOG + "/reference-values/{component}/{image}/";
        real.put("POST " + variable + "confirmation", status(owner.post(fleet.path(value + "confirmation"), Map.of())));
        real.put("GET " + variable + "retirement", status(owner.get(fleet.path(value + "retirement"))));
        real.put(
                "POST " + variable + "retirement",
                status(owner.post(fleet.path(value + "retirement"), Map.of("reason", "a hole"))));
        real.put(
                "DELETE " + variable + "retirement",
                status(owner.request()
                        .delete(OperatorApi.BASE + fleet.path(value + "retirement"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/devices/{deviceId}/suspicions/{kind}/dismissal",
                status(owner.post(
                        fleet.path("devices/" + chip + "/suspicions/TWO_PLACES/dismissal"),
                        Map.of("reason", "two uplinks"))));
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }

    private Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        document.<String, Map<String, Map<String, Object>>>getMap("paths")
                .forEach((path, methods) -> methods.forEach(
                        (method, operation) -> all.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return all;
    }

    private Map<String, Object> schemaOf(String parameter, String path) {
        return list(Objects.requireNonNull(operations.get("GET " + path)), "parameters").stream()
                .filter(one -> parameter.equals(one.get("name")))
                .map(one -> map(one, "schema"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // JSON has names for keys
    private static Map<String, Object> map(Map<String, Object> described, String key) {
        return described.get(key) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    @SuppressWarnings("unchecked") // the lists that are read here have objects
    private static List<Map<String, Object>> list(Map<String, Object> described, String key) {
        return described.get(key) instanceof List<?> found ? (List<Map<String, Object>>) found : List.of();
    }
}
