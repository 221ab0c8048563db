package dev.holdfast.standalone.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The few things that are done through Keycloak's admin API. */
final class KeycloakAdmin {
    /** Keycloak's own administrator, of the master realm. */
    static final String USER = "keycloak-admin";

    static final String REALM_MADE = "realm.made";
    private static final String PEOPLE_CLIENT_MADE = "realm.people.made";
    private static final String CONSOLE_ADDRESS = "realm.console.address";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    KeycloakAdmin(Installation installation) {
        this.installation = installation;
    }

    boolean hasRealm() {
        HttpRequest request =
                HttpRequest.newBuilder(installation.settings().issuer()).build();
        return send(request).statusCode() == 200;
    }

    void createRealm(JsonNode realm) {
        expect(201, post("", realm), "make the realm");
        installation.note(CONSOLE_ADDRESS, consoleAddress());
        installation.note(REALM_MADE, "true");
        installation.note(PEOPLE_CLIENT_MADE, "true");
    }

    /** Adds the client for finding people to a realm that was made without, whose tokens carry what its account may. */
    void ensurePeopleClient(JsonNode part) {
        if (installation.noted(PEOPLE_CLIENT_MADE) != null) {
            return;
        }
        expect(200, post("/holdfast/partialImport", part), "make the client for finding people");
        String scope = "/holdfast/clients/%s/scope-mappings/clients/%s"
                .formatted(
                        client(Realm.PEOPLE_CLIENT).get("id").asText(),
                        client("realm-management").get("id").asText());
        ArrayNode roles = JSON.createArrayNode();
        read(scope + "/available").forEach(role -> {
            if (Realm.PEOPLE_ROLES.contains(role.get("name").asText())) {
                roles.add(role);
            }
        });
        expect(204, post(scope, roles), "let the client find people");
        installation.note(PEOPLE_CLIENT_MADE, "true");
    }

    /** Teaches a realm that was made before what confirming is, and lets the tokens of people say that they did. */
    void ensureConfirmation(JsonNode realm) {
        ObjectNode attributes = (ObjectNode) read("/holdfast").get("attributes");
        if (attributes.has(Realm.CLASSES)) {
            return;
        }
        for (String client : Realm.CLIENTS_OF_PEOPLE) {
            String scope = "/holdfast/clients/%s/default-client-scopes/%s"
                    .formatted(client(client).get("id").asText(), scope(Realm.CLASS_SCOPE));
            expect(204, put(scope, JSON.createObjectNode()), "let tokens say how somebody signed in");
        }
        attributes.set(Realm.CLASSES, realm.get("attributes").get(Realm.CLASSES));
        expect(204, put("/holdfast", JSON.createObjectNode().set("attributes", attributes)), "say what confirming is");
    }

    private String scope(String name) {
        for (JsonNode scope : read("/holdfast/client-scopes")) {
            if (scope.get("name").asText().equals(name)) {
                return scope.get("id").asText();
            }
        }
        throw new CannotContinue(
                "Keycloak's realm has no client scope %s. Make it there, with its mapper for acr.".formatted(name));
    }

    /** Lets the console sign in and learn of sign-outs at its present port, if it was another when the realm was made. */
    void alignConsole() {
        if (consoleAddress().equals(installation.noted(CONSOLE_ADDRESS))) {
            return;
        }
        ObjectNode client = client("holdfast-console");
        String everything = Realm.consolePages(installation.settings());
        client.putArray("redirectUris").add(everything);
        Realm.consoleAddresses(installation.settings(), (ObjectNode) client.get("attributes"));
        expect(204, put("/holdfast/clients/" + client.get("id").asText(), client), "move the console");
        installation.note(CONSOLE_ADDRESS, consoleAddress());
    }

    private String consoleAddress() {
        return Realm.backChannelLogout(installation.settings());
    }

    private ObjectNode client(String clientId) {
        return (ObjectNode) read("/holdfast/clients?clientId=" + clientId).get(0);
    }

    private JsonNode read(String path) {
        HttpResponse<String> found = send(admin(path).build());
        expect(200, found, "read " + path);
        return parse(found.body());
    }

    private HttpResponse<String> post(String path, JsonNode body) {
        return send(admin(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpResponse<String> put(String path, JsonNode body) {
        return send(admin(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(installation.settings().http(Port.KEYCLOAK, "/admin/realms" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                .formatted(USER, encode(installation.secrets().machine("keycloak.admin.password")));
        URI address = installation.settings().http(Port.KEYCLOAK, "/realms/master/protocol/openid-connect/token");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        expect(200, answer, "sign in as Keycloak's administrator");
        return parse(answer.body()).get("access_token").asText();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotContinue(
                    "Keycloak does not answer at %s: %s. See %s."
                            .formatted(request.uri(), e, installation.home().log("keycloak")),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private void expect(int status, HttpResponse<String> answer, String purpose) {
        if (answer.statusCode() != status) {
            throw new CannotContinue("Could not %s: Keycloak answered %d %s. See %s."
                    .formatted(
                            purpose,
                            answer.statusCode(),
                            answer.body(),
                            installation.home().log("keycloak")));
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new CannotContinue("Keycloak answered something that is no JSON: " + body, e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
