package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls Keycloak's OAuth 2.0 endpoints as the public client {@value #CLIENT} (RFC 6749 §3.2). */
final class TokenEndpoint {
    private static final String CLIENT = "holdfast-cli";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Settings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TokenEndpoint(Settings settings) {
        this.settings = settings;
    }

    /**
     * Requests a token.
     *
     * @param form fields of the grant. {@code client_id} is added.
     */
    Answer token(Map<String, String> form) {
        return post("/token", form);
    }

    /** Starts a device authorization (RFC 8628 §3.1). */
    Answer device() {
        return post("/auth/device", Map.of());
    }

    private Answer post(String path, Map<String, String> form) {
        URI address = URI.create(settings.issuer() + "/protocol/openid-connect" + path);
        String body = "client_id=" + CLIENT
                + form.entrySet().stream()
                        .map(field -> "&" + field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new CannotContinue("Cannot reach Keycloak at %s: %s.".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Keycloak's response.
     *
     * @param status HTTP status
     * @param body JSON
     */
    record Answer(int status, JsonNode body) {
        private static final int OK = 200;

        boolean granted() {
            return status == OK;
        }

        /** Returns the OAuth 2.0 error code (RFC 6749 §5.2, RFC 8628 §3.5), empty if there is none. */
        String error() {
            return body.path("error").asText();
        }
    }
}
