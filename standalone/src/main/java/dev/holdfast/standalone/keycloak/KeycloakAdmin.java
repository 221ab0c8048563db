package dev.holdfast.standalone.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Optional;

/** Creates and updates the realm with Keycloak's admin API. */
final class KeycloakAdmin {
    /** Keycloak's administrator in the master realm. */
    static final String USER = "keycloak-admin";

    /** Note in {@code installation.properties}: this installation has created the realm. */
    static final String REALM_MADE = "realm.made";

    /** Client of command line programs, and its sign-in flow. */
    private static final String CLI = "holdfast-cli";

    private static final String FLOWS = "/holdfast/authentication/flows";
    private static final String CLI_FLOW_MADE = "realm.cli.flow.made";
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
        expect(201, post("", realm), "create the realm");
        installation.note(CONSOLE_ADDRESS, consoleAddress());
        installation.note(REALM_MADE, "true");
    }

    /**
     * Lets the sign-in by device code ask for the password even if the browser has a session. There, Keycloak ignores {@code acr_values}
     * and {@code max_age}. Also completes what an interrupted start left, and an installation from before this flow.
     */
    void requirePasswordForDeviceCodes() {
        if (installation.noted(CLI_FLOW_MADE) != null) {
            return;
        }
        if (read(FLOWS).findValuesAsText("alias").stream().noneMatch(CLI::equals)) {
            expect(
                    201,
                    post(FLOWS + "/browser/copy", JSON.createObjectNode().put("newName", CLI)),
                    "copy the sign-in flow");
        }
        for (JsonNode step : read(FLOWS + "/" + CLI + "/executions")) {
            if (step.path("providerId").asText().equals("auth-cookie")) {
                String path =
                        "/holdfast/authentication/executions/" + step.get("id").asText();
                expect(204, send(admin(path).DELETE().build()), "change the sign-in flow");
            }
        }
        ObjectNode client = client(CLI);
        for (JsonNode flow : read(FLOWS)) {
            if (flow.get("alias").asText().equals(CLI)) {
                client.putObject("authenticationFlowBindingOverrides")
                        .put("browser", flow.get("id").asText());
            }
        }
        expect(204, put("/holdfast/clients/" + client.get("id").asText(), client), "choose the sign-in flow");
        installation.note(CLI_FLOW_MADE, "true");
    }

    /** Updates the redirect and logout addresses of the console's client after its port changed. */
    void alignConsole() {
        if (consoleAddress().equals(installation.noted(CONSOLE_ADDRESS))) {
            return;
        }
        ObjectNode client = client("holdfast-console");
        String allPages = Realm.consolePages(installation.settings());
        client.putArray("redirectUris").add(allPages);
        Realm.consoleAddresses(installation.settings(), (ObjectNode) client.get("attributes"));
        expect(204, put("/holdfast/clients/" + client.get("id").asText(), client), "update the console's addresses");
        installation.note(CONSOLE_ADDRESS, consoleAddress());
    }

    /** Returns an account of the realm by its user name. */
    Optional<JsonNode> user(String name) {
        JsonNode found = read("/holdfast/users?exact=true&username=" + encode(name));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    void createUser(JsonNode user) {
        expect(201, post("/holdfast/users", user), "create the account");
    }

    void changeUser(String id, JsonNode user) {
        expect(204, put("/holdfast/users/" + id, user), "enable the account");
    }

    void resetPassword(String id, JsonNode credential) {
        expect(204, put("/holdfast/users/" + id + "/reset-password", credential), "set the password");
    }

    /** Deletes one-time passwords, passkeys, and recovery codes of the account. Keeps its password. */
    void deleteSecondFactors(String id) {
        String path = "/holdfast/users/" + id + "/credentials";
        for (JsonNode credential : read(path)) {
            if (!credential.get("type").asText().equals("password")) {
                expect(
                        204,
                        send(admin(path + "/" + credential.get("id").asText())
                                .DELETE()
                                .build()),
                        "delete the second factor");
            }
        }
    }

    /** Ends a lock after wrong passwords, and all sessions of the account. */
    void unlockAndSignOut(String id) {
        expect(
                204,
                send(admin("/holdfast/attack-detection/brute-force/users/" + id)
                        .DELETE()
                        .build()),
                "unlock the account");
        expect(204, post("/holdfast/users/" + id + "/logout", JSON.createObjectNode()), "end the sessions");
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
                    "Cannot reach Keycloak at %s: %s. See %s."
                            .formatted(request.uri(), e, installation.home().log("keycloak")),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private void expect(int status, HttpResponse<String> answer, String purpose) {
        if (answer.statusCode() != status) {
            throw new CannotContinue("Could not %s: Keycloak returned %d %s. See %s."
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
            throw new CannotContinue("Keycloak returned a body that is not JSON: " + body, e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
