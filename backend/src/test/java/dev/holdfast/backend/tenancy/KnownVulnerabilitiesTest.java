package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.pki.root.ForeignCa;
import dev.holdfast.backend.tenancy.isolation.Client;
import dev.holdfast.backend.tenancy.isolation.ExpectedResponses;
import dev.holdfast.backend.tenancy.isolation.InstallationSampleIds;
import dev.holdfast.backend.tenancy.isolation.Request;
import dev.holdfast.backend.tenancy.isolation.RequestValues;
import dev.holdfast.backend.tenancy.isolation.SampleCatalogs;
import dev.holdfast.backend.tenancy.isolation.SampleIds;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Published vulnerabilities of similar products. Each test shows that Holdfast does not have one. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class KnownVulnerabilitiesTest {
    @Inject
    SampleCatalogs samples;

    @Inject
    Gateway gateway;

    private Fleet fleet;

    @BeforeEach
    void a_catalog() {
        fleet = Fleet.create();
    }

    /** Mender CVE-2022-29556, CVE-2024-46947 and CVE-2024-47190: the server never calls an address from a request. */
    @Test
    void the_server_never_calls_an_address_from_a_request() throws IOException {
        ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
        HttpServer canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        canary.createContext("/", exchange -> {
            calls.add(exchange.getRequestURI().toString());
            exchange.close();
        });
        canary.start();
        try {
            String address = "http://localhost:" + canary.getAddress().getPort() + "/";
            SampleIds here = samples.create().ids();
            SampleIds installation = InstallationSampleIds.create();
            for (Request request : Request.all()) {
                SampleIds about = request.isInCatalog() ? here : installation;
                for (Request naming : RequestValues.each(request, about, address)) {
                    assertRefusedForNothingElse(
                            naming, Client.ask(Operator.installationOwner(), naming, about), address);
                }
                for (String key : request.ids()) {
                    Client.ask(Operator.installationOwner(), request, about.with(key, address));
                }
                RestAssured.given()
                        .header("Authorization", Operator.installationOwner().authorization())
                        .header(
                                "Forwarded",
                                "for=192.0.2.1;host=localhost:"
                                        + canary.getAddress().getPort() + ";proto=http")
                        .header("Referer", address)
                        .urlEncodingEnabled(false)
                        .request(request.method(), request.path(about));
            }
            ExtractableResponse<Response> request = Operator.installationOwner()
                    .post("trust/roots", Map.of())
                    .statusCode(201)
                    .extract();
            Operator.installationOwner()
                    .post(
                            "trust/roots/" + request.path("id") + "/certificate",
                            ForeignCa.create().answerNaming(request.path("request"), address));

            assertThat(calls).isEmpty();
        } finally {
            canary.stop(0);
        }
    }

    /** Checks that a refused request is refused because of its address. Another reason would prove nothing about the address. */
    private static void assertRefusedForNothingElse(Request request, HttpResponse<String> answer, String address) {
        if (answer.statusCode() == 400) {
            assertThat(answer.body()).as(request.toString()).containsAnyOf("\"errors\":[{", address);
            assertThat(answer.body()).as(request.toString()).doesNotContain("must be given");
        }
    }

    /** Mender CVE-2022-29555: a page of another origin reads no response and opens no socket. */
    @Test
    void another_origin_reads_no_response_and_opens_no_socket() {
        HttpClient client = HttpClient.newHttpClient();
        Map<String, CompletableFuture<WebSocket>> sockets = new HashMap<>();
        try {
            for (String operation : ExpectedResponses.read().operations()) {
                String path = operation
                        .split(" ", 2)[1]
                        .replace("{catalog}", fleet.catalog())
                        .replaceAll("\\{\\w+}", "nothing")
                        // An unknown kind, because a stream takes a minute.
                        .replaceAll("/events$", "/events?kind=none");
                ExtractableResponse<Response> answer = RestAssured.given()
                        .header("Authorization", fleet.owner().authorization())
                        .header("Origin", "https://attacker.example")
                        .header("Access-Control-Request-Method", operation.split(" ", 2)[0])
                        .options(path)
                        .then()
                        .extract();
                assertThat(answer.header("Access-Control-Allow-Origin"))
                        .as(operation)
                        .isNull();
                sockets.computeIfAbsent(
                        path,
                        _ -> client.newWebSocketBuilder()
                                .header("Authorization", fleet.owner().authorization())
                                .header("Origin", "https://attacker.example")
                                .buildAsync(
                                        URI.create("ws://localhost:" + RestAssured.port + path),
                                        new WebSocket.Listener() {}));
            }
            sockets.forEach((path, socket) ->
                    assertThatThrownBy(socket::join).as(path).hasCauseInstanceOf(WebSocketHandshakeException.class));
        } finally {
            // close() would wait for responses to failed handshakes.
            client.shutdownNow();
        }
        fleet.owner()
                .request()
                .header("Origin", "https://attacker.example")
                .get(OperatorApi.BASE + "me")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    /** Mender CVE-2022-41324: readers see no secrets at any operation. */
    @Test
    void readers_see_no_secrets() {
        SampleCatalogs.Catalog catalog = samples.create();
        Fleet theirs = catalog.fleet();
        Operator owner = catalog.in("owner");
        String token = owner.post(
                        theirs.path("tokens"), Map.of("kind", "SERVICE", "name", "ci", "role", "OWNER", "days", 1))
                .statusCode(201)
                .extract()
                .path("secret");
        String name = "u" + catalog.secret();
        String password = owner.post(
                        theirs.path("people"),
                        Map.of(
                                "userName",
                                name,
                                "email",
                                name + "@example.org",
                                "firstName",
                                "Ina",
                                "lastName",
                                "Invited"))
                .statusCode(201)
                .extract()
                .path("firstPassword");
        for (Request request : Request.all()) {
            if (request.isInCatalog() && (request.reads() || request.operation().endsWith("/file"))) {
                for (String list : List.of("audit", "members", "capability-files")) {
                    HttpResponse<String> answer = Client.ask(
                            catalog.in("reader"), request, catalog.ids().with("list", list));
                    assertThat(answer.body()).as(request.toString()).doesNotContain(token, password, "PRIVATE KEY");
                    assertThat(answer.statusCode()).as(request.toString()).isIn(toReaders(request.operation()));
                }
            }
        }
    }

    /** Returns the possible statuses of responses to readers. */
    private static List<Integer> toReaders(String operation) {
        if (operation.endsWith("/events")) {
            // An unknown kind, because a stream takes a minute.
            return List.of(400);
        }
        // Readers see only their own tokens.
        return operation.endsWith("/tokens/{id}") ? List.of(404) : List.of(200, 403);
    }

    /** Keylime CVE-2026-1709: the internal listener requires a valid certificate of the right authority. */
    @Test
    void a_gateway_needs_a_valid_certificate_of_the_right_authority() {
        for (String certificate : new String[] {null, "expired-gateway", "foreign-gateway"}) {
            HttpClient client = gateway.client(certificate);
            for (String path : List.of("changes", "no/such/path")) {
                assertThatThrownBy(() ->
                                Gateway.send(client, gateway.request(path).GET().build()))
                        .as(certificate + " " + path)
                        .isInstanceOf(UncheckedIOException.class);
            }
        }
        assertThat(gateway.get("changes").statusCode()).isEqualTo(200);
    }

    /** Unknown members are refused, and the request has no effect. */
    @Test
    void unknown_members_are_refused_and_change_nothing() {
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        String device = "devices/" + chips.getFirst().text();
        Operator owner = fleet.owner();
        Map<String, Object> description = Map.of("name", "a", "tags", List.of(), "notes", "");

        for (Map.Entry<String, Object> more : List.<Map.Entry<String, Object>>of(
                Map.entry("trust", "TRUSTED"),
                Map.entry("group", "Field Test"),
                Map.entry("certificateExpires", "2999-01-01T00:00:00Z"),
                Map.entry("catalogId", "00000000-0000-0000-0000-000000000000"))) {
            owner.request()
                    .contentType("application/json")
                    .body(with(description, more))
                    .put(OperatorApi.BASE + fleet.path(device + "/description"))
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains(more.getKey()));
        }
        owner.get(fleet.path(device))
                .body("trust", equalTo("UNKNOWN"))
                .body("group", equalTo("Production"))
                .body("certificateExpires", equalTo(null));

        refused("products", Map.of("name", "Kettle", "description", ""), "id", "catalog", "createdAt");
        owner.get(fleet.path("products")).body("items.name", contains("Thermostat"));
        refused(
                "members",
                Map.of("kind", "SUBJECT", "grantee", "x", "name", "X", "role", "READER"),
                "id",
                "installationOwner",
                "roles",
                "catalog",
                "assignedBy");
        owner.get(fleet.path("members")).body("items.size()", equalTo(0));
        refused(
                "device-views",
                Map.of("name", "Mine", "filter", "", "sort", "id", "shared", false),
                "id",
                "subject",
                "changedBy");
        owner.get(fleet.path("device-views")).body("items.size()", equalTo(0));
    }

    /** Asserts that a valid body is refused if it has one more member, for each of these members. */
    private void refused(String path, Map<String, Object> good, String... members) {
        for (String member : members) {
            fleet.owner()
                    .post(fleet.path(path), with(good, Map.entry(member, "a")))
                    .statusCode(400)
                    .body("errors.field", contains(member));
        }
    }

    /** Returns a body with one more member. */
    private static Map<String, Object> with(Map<String, Object> good, Map.Entry<String, Object> more) {
        Map<String, Object> all = new HashMap<>(good);
        all.put(more.getKey(), more.getValue());
        return all;
    }

    /** Mender CVE-2024-37019: tokens of another realm or for another service are refused. */
    @Test
    void tokens_of_another_realm_or_service_are_refused() {
        String issuer = Tokens.issuer();
        for (String other : List.of(
                issuer.replaceFirst("[^/]+$", "master"),
                issuer + "/",
                issuer.replace("http://", "https://"),
                issuer.toUpperCase(Locale.ROOT))) {
            JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
            claims.setIssuer(other);
            new Operator(Tokens.sign(claims)).get("me").statusCode(401);
        }
        for (List<String> audience :
                List.of(List.of("holdfast-console"), List.of("account"), List.of("HOLDFAST-API"))) {
            JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
            claims.setAudience(audience);
            new Operator(Tokens.sign(claims)).get("me").statusCode(401);
        }
        new Operator(Tokens.of("olivia", "/installation/owner"))
                .get("me")
                .statusCode(200)
                .body("installationOwner", equalTo(true))
                .body("catalogs", not(contains("nothing")));
    }

    /** RFC 9068 section 5: other tokens of the provider have the same issuer and key, and can have the API's audience. */
    @Test
    void only_access_tokens_are_accepted() {
        for (String type : List.of("ID", "Refresh", "Offline", "Logout", "DPoP", "bearer")) {
            JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
            claims.setStringClaim("typ", type);
            new Operator(Tokens.sign(claims)).get("me").statusCode(401);
        }
        for (String claim : List.of("nonce", "at_hash", "c_hash", "events")) {
            JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
            claims.setStringClaim(claim, "a-value");
            new Operator(Tokens.sign(claims)).get("me").statusCode(401);
            new Operator(Tokens.sign(claims, "at+jwt")).get("me").statusCode(200);
            claims.setStringClaim("typ", "Bearer");
            new Operator(Tokens.sign(claims)).get("me").statusCode(200);
        }
        JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
        for (String header : List.of("logout+jwt", "dpop+jwt", "secevent+jwt")) {
            new Operator(Tokens.sign(claims, header)).get("me").statusCode(401);
        }
        new Operator(Tokens.sign(claims, "JWT")).get("me").statusCode(200);
    }
}
