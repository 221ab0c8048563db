package dev.holdfast.standalone.demo;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Gets access tokens of the demo users with their passwords (OAuth 2.0 password grant). Keycloak allows this grant only for the command
 * line client of a demo installation.
 */
public final class Tokens {
    /** A token that expires sooner is replaced. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Installation installation;
    private final Clock clock;
    private final Map<String, Token> known = new HashMap<>();
    private final TokenEndpoint keycloak;

    public Tokens(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
        this.keycloak = new TokenEndpoint(installation.settings());
    }

    /** Returns an access token of a demo user that is valid for at least one minute. */
    public synchronized String of(String user) {
        Token token = known.get(user);
        if (token == null || token.expiry().isBefore(clock.instant().plus(MARGIN))) {
            token = fetch(user);
            known.put(user, token);
        }
        return token.text();
    }

    private Token fetch(String user) {
        String password = installation.secrets().person("user." + user + ".password");
        Instant requestedAt = clock.instant();
        TokenEndpoint.Answer answer =
                keycloak.token(Map.of("grant_type", "password", "username", user, "password", password));
        if (!answer.granted()) {
            throw new CannotContinue("Keycloak refused a token for %s: %d %s. Check whether the password was changed."
                    .formatted(user, answer.status(), answer.body()));
        }
        return new Token(
                answer.body().get("access_token").asText(),
                requestedAt.plusSeconds(answer.body().get("expires_in").asLong()));
    }

    private record Token(String text, Instant expiry) {}
}
