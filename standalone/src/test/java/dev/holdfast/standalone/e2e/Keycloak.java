package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Map;
import java.util.stream.Collectors;

/** Keycloak as anybody can ask it: forms for tokens, JSON for its admin API. */
final class Keycloak {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final HttpClient http = HttpClient.newHttpClient();

    Keycloak(Installation installation) {
        this.installation = installation;
    }

    /** The access token of a client that speaks for itself. */
    String tokenOfClient(String client, String secret) {
        return form(
                        "/realms/holdfast/protocol/openid-connect/token",
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .get("access_token")
                .asText();
    }

    /** Sends a form and reads what comes back. */
    JsonNode form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(address(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of a look at the admin API. */
    int get(String path, String token) {
        return send(HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    /** The status of a change by the admin API. */
    int put(String path, String token, Map<String, String> change) {
        String body = JSON.valueToTree(change).toString();
        return send(HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
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
