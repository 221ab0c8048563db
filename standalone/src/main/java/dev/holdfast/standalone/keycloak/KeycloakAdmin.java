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

/** The few things that are done through Keycloak's admin API. */
final class KeycloakAdmin {
    /** Keycloak's own administrator, of the master realm. */
    static final String USER = "keycloak-admin";

    static final String REALM_MADE = "realm.made";
    private static final String PEOPLE_CLIENT_MADE = "realm.people.made";
    private static final String CONSOLE_PORT = "realm.console.port";
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
        HttpRequest.Builder request = admin("").header("Content-Type", "application/json");
        expect(
                201,
                send(request.POST(HttpRequest.BodyPublishers.ofString(realm.toString()))
                        .build()),
                "make the realm");
        installation.note(CONSOLE_PORT, Integer.toString(consolePort()));
        installation.note(REALM_MADE, "true");
        installation.note(PEOPLE_CLIENT_MADE, "true");
    }

    /** Adds the client for finding people to a realm that was made without. */
    void ensurePeopleClient(JsonNode part) {
        if (installation.noted(PEOPLE_CLIENT_MADE) != null) {
            return;
        }
        HttpRequest.Builder request = admin("/holdfast/partialImport").header("Content-Type", "application/json");
        expect(
                200,
                send(request.POST(HttpRequest.BodyPublishers.ofString(part.toString()))
                        .build()),
                "make the client for finding people");
        installation.note(PEOPLE_CLIENT_MADE, "true");
    }

    /** Lets the console sign in at its present port, if it was another when the realm was made. */
    void alignConsole() {
        if (Integer.toString(consolePort()).equals(installation.noted(CONSOLE_PORT))) {
            return;
        }
        HttpResponse<String> found =
                send(admin("/holdfast/clients?clientId=holdfast-console").build());
        expect(200, found, "read the console's client");
        ObjectNode client = (ObjectNode) parse(found.body()).get(0);
        String everything = Realm.consolePages(installation.settings());
        client.putArray("redirectUris").add(everything);
        ((ObjectNode) client.get("attributes")).put("post.logout.redirect.uris", everything);
        HttpRequest.Builder change =
                admin("/holdfast/clients/" + client.get("id").asText()).header("Content-Type", "application/json");
        expect(
                204,
                send(change.PUT(HttpRequest.BodyPublishers.ofString(client.toString()))
                        .build()),
                "move the console");
        installation.note(CONSOLE_PORT, Integer.toString(consolePort()));
    }

    private int consolePort() {
        return installation.settings().port(Port.CONSOLE);
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
