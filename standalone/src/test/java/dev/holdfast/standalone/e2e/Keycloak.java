package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Client of Keycloak's token endpoint and admin API. */
final class Keycloak {
    private static final String USERS = "/admin/realms/holdfast/users";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final HttpClient http = HttpClient.newHttpClient();

    Keycloak(Installation installation) {
        this.installation = installation;
    }

    /** Returns an access token by client credentials. */
    String tokenOfClient(String client, String secret) {
        return form(
                        "/realms/holdfast/protocol/openid-connect/token",
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .get("access_token")
                .asText();
    }

    /** Sends a form. Returns the response. */
    JsonNode form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return read(send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    /** Returns a token of the administrator, whose password is in the installation's secrets. */
    String tokenOfAdministrator() {
        return form(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                "keycloak-admin",
                                "password",
                                installation.secrets().machine("keycloak.admin.password")))
                .get("access_token")
                .asText();
    }

    /** Creates a group below another one, as in {@code docs/operating.md}. */
    void addGroup(String token, String parent, String name) {
        String id = read(send(authorized("/admin/realms/holdfast/group-by-path" + parent, token)
                        .build()))
                .get("id")
                .asText();
        create(token, "/admin/realms/holdfast/groups/" + id + "/children", Map.of("name", name));
    }

    /** Creates the user Rita Ruiz in a group, with a first password that must be changed. */
    void addUser(String token, String name, String password, String group) {
        create(
                token,
                USERS,
                Map.of(
                        "username",
                        name,
                        "email",
                        name + "@acme.example",
                        "firstName",
                        "Rita",
                        "lastName",
                        "Ruiz",
                        "enabled",
                        true,
                        "groups",
                        List.of(group),
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", true))));
    }

    private void create(String token, String path, Map<String, ?> what) {
        HttpResponse<String> answer = send(authorized(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(what).toString()))
                .build());
        if (answer.statusCode() != 201) {
            throw new AssertionError(
                    "Keycloak did not create the object: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Ends all sessions of a demo user with the admin API. */
    void signOut(String userName) {
        String token = tokenOfClient("holdfast-people", installation.secrets().machine("people.client.secret"));
        String id = user(userName, token).get("id").asText();
        HttpResponse<String> answer = send(authorized(USERS + "/" + id + "/logout", token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        if (answer.statusCode() != 204) {
            throw new AssertionError("Keycloak did not sign out: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Gives a user a one-time password, which Keycloak then asks for at each sign-in. */
    void addOneTimePassword(String token, String userName) {
        ObjectNode user = user(userName, token);
        user.putArray("credentials")
                .addObject()
                .put("type", "otp")
                .put("secretData", "{\"value\":\"a secret of a lost phone\"}")
                .put(
                        "credentialData",
                        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
        int status =
                put(USERS + "/" + user.get("id").asText(), token, JSON.convertValue(user, new TypeReference<>() {}));
        if (status != 204) {
            throw new AssertionError("Keycloak did not add the one-time password: " + status);
        }
    }

    private ObjectNode user(String name, String token) {
        return (ObjectNode) read(send(authorized(USERS + "?exact=true&username=" + name, token)
                        .build()))
                .get(0);
    }

    /** Sends GET to the admin API. Returns the HTTP status. */
    int get(String path, String token) {
        return send(authorized(path, token).build()).statusCode();
    }

    /** Sends PUT to the admin API. Returns the HTTP status. */
    int put(String path, String token, Map<String, ?> change) {
        String body = JSON.valueToTree(change).toString();
        return send(authorized(path, token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private HttpRequest.Builder authorized(String path, String token) {
        return HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address(String path) {
        return installation.settings().http(Port.KEYCLOAK, path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
