package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in at the command line: the person confirms a code in any browser (OAuth 2.0 Device Authorization Grant,
 * RFC 8628). The token stays in memory, is valid for minutes, and is not refreshed.
 */
public final class DeviceSignIn implements Supplier<String> {
    /** Increase of the poll interval after the response {@code slow_down} (RFC 8628 §3.5). */
    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);

    /** Poll interval in seconds if the response names none (RFC 8628 §3.2). */
    private static final int DEFAULT_INTERVAL = 5;

    private final TokenEndpoint keycloak;
    private final Consumer<String> say;
    private @Nullable String token;

    /**
     * @param settings has Keycloak's address
     * @param say prints instructions for the person
     */
    public DeviceSignIn(Settings settings, Consumer<String> say) {
        this.keycloak = new TokenEndpoint(settings);
        this.say = say;
    }

    /**
     * Returns the person's access token. The first call waits for the sign-in.
     *
     * @throws CannotContinue if the person declines or the code expires
     */
    @Override
    public synchronized String get() {
        if (token == null) {
            token = ask();
        }
        return token;
    }

    private String ask() {
        TokenEndpoint.Answer begun = keycloak.device();
        if (!begun.granted()) {
            throw new CannotContinue("Keycloak refused to start the sign-in: " + begun.body());
        }
        JsonNode code = begun.body();
        say.accept("Open %s and sign in as an owner of the installation (code %s)."
                .formatted(
                        code.get("verification_uri_complete").asText(),
                        code.get("user_code").asText()));
        Instant end = Instant.now().plusSeconds(code.get("expires_in").asLong());
        Duration interval = Duration.ofSeconds(code.path("interval").asLong(DEFAULT_INTERVAL));
        while (Instant.now().isBefore(end)) {
            pause(interval);
            TokenEndpoint.Answer answer = keycloak.token(Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "device_code",
                    code.get("device_code").asText()));
            if (answer.granted()) {
                return answer.body().get("access_token").asText();
            }
            switch (answer.error()) {
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(SLOW_DOWN);
                case "access_denied" ->
                    throw new CannotContinue(
                            "The sign-in was declined in the browser. Run the command again to retry.");
                default -> throw new CannotContinue("The sign-in failed: " + answer.body());
            }
        }
        throw new CannotContinue("The sign-in code expired. Run the command again.");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }
}
