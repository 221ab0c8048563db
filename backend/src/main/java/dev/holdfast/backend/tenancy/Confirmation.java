package dev.holdfast.backend.tenancy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a person must have signed in for a dangerous act.
 *
 * @param maxAge how long ago at most
 * @param acr the authentication context class that the token must name; empty for any
 * @param issueCounts whether a token without {@code auth_time} counts from when it was issued
 */
record Confirmation(Duration maxAge, Optional<String> acr, boolean issueCounts) {
    /** By how much the provider's clock may be ahead. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Returns whether a token says so.
     *
     * @param named its {@code acr}
     * @param signedIn its {@code auth_time}
     * @param issued its {@code iat}
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
                + "error_description=\"This act takes a person who has just confirmed who they are\""
                + acr.map(required -> ", acr_values=\"" + required + "\"").orElse("")
                + ", max_age=\"" + maxAge.toSeconds() + "\"";
    }
}
