package dev.holdfast.backend.tenancy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in that a dangerous operation requires (step-up authentication).
 *
 * @param maxAge maximum age of the sign-in
 * @param acr required authentication context class; empty for any
 * @param issueCounts whether {@code iat} replaces a missing {@code auth_time}
 */
record Confirmation(Duration maxAge, Optional<String> acr, boolean issueCounts) {
    /** Tolerated clock difference of the provider. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Returns whether an access token meets the requirement.
     *
     * @param named the token's {@code acr}
     * @param signedIn the token's {@code auth_time}
     * @param issued the token's {@code iat}
     */
    boolean isMetBy(@Nullable String named, @Nullable Instant signedIn, Instant issued, Instant now) {
        Instant at = signedIn == null && issueCounts ? issued : signedIn;
        return at != null
                && !at.plus(maxAge).isBefore(now)
                && !at.minus(SKEW).isAfter(now)
                && acr.map(required -> required.equals(named)).orElse(true);
    }

    /** Returns the challenge of RFC 9470 §3. */
    String challenge() {
        return "Bearer error=\"insufficient_user_authentication\", "
                + "error_description=\"This operation requires a recent sign-in\""
                + acr.map(required -> ", acr_values=\"" + required + "\"").orElse("")
                + ", max_age=\"" + maxAge.toSeconds() + "\"";
    }
}
