package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Access tokens of the demo's users, by their passwords; Keycloak allows that to the command line client of a demo
 * installation and to nobody else.
 */
public final class Tokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Installation installation;
    private final Clock clock;
    private final Map<String, Token> known = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param installation a demo installation that runs
     * @param clock for the tokens' life
     */
    public Tokens(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * A token with at least a minute to live.
     *
     * @param user name of a demo user
     */
    public synchronized String of(String user) {
        Token token = known.get(user);
        if (token == null || token.expiry().isBefore(clock.instant().plus(MARGIN))) {
            token = fetch(user);
            known.put(user, token);
        }
        return token.text();
    }

    private Token fetch(String user) {
        URI address = URI.create(installation.settings().issuer() + "/protocol/openid-connect/token");
        String password = installation.secrets().person("user." + user + ".password");
        String form = "grant_type=password&client_id=holdfast-cli&username=%s&password=%s"
                .formatted(encode(user), encode(password));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            Instant asked = clock.instant();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new CannotContinue("Keycloak gave no token to %s: %d %s. Was the password changed?"
                        .formatted(user, answer.statusCode(), answer.body()));
            }
            JsonNode body = JSON.readTree(answer.body());
            return new Token(
                    body.get("access_token").asText(),
                    asked.plusSeconds(body.get("expires_in").asLong()));
        } catch (IOException e) {
            throw new CannotContinue("Keycloak does not answer at %s: %s.".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Token(String text, Instant expiry) {}
}
