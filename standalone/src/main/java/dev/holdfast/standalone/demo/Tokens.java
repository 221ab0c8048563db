package dev.holdfast.standalone.demo;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
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
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Installation installation;
    private final Clock clock;
    private final Map<String, Token> known = new HashMap<>();
    private final TokenEndpoint keycloak;

    /**
     * @param installation a demo installation that runs
     * @param clock for the tokens' life
     */
    public Tokens(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
        this.keycloak = new TokenEndpoint(installation.settings());
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
        String password = installation.secrets().person("user." + user + ".password");
        Instant asked = clock.instant();
        TokenEndpoint.Answer answer =
                keycloak.token(Map.of("grant_type", "password", "username", user, "password", password));
        if (!answer.granted()) {
            throw new CannotContinue("Keycloak gave no token to %s: %d %s. Was the password changed?"
                    .formatted(user, answer.status(), answer.body()));
        }
        return new Token(
                answer.body().get("access_token").asText(),
                asked.plusSeconds(answer.body().get("expires_in").asLong()));
    }

    private record Token(String text, Instant expiry) {}
}
