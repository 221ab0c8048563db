package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Requires a recent sign-in (RFC 9470) for {@linkplain DangerousOperations dangerous operations}, if the installation requires it. API
 * tokens are exempt, because creating a token already required a recent sign-in.
 */
@ApplicationScoped
class StepUp {
    private static final Pattern ACR = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private final CurrentIdentityAssociation identities;
    private final Clock clock;
    private final Optional<Confirmation> confirmation;

    StepUp(
            CurrentIdentityAssociation identities,
            Clock clock,
            @ConfigProperty(name = "holdfast.step-up.max-age") int maxAge,
            @ConfigProperty(name = "holdfast.step-up.acr") Optional<String> acr,
            @ConfigProperty(name = "holdfast.step-up.issue-counts") boolean issueCounts) {
        this.identities = identities;
        this.clock = clock;
        this.confirmation = maxAge > 0
                ? Optional.of(new Confirmation(Duration.ofSeconds(maxAge), acr.map(StepUp::plain), issueCounts))
                : Optional.empty();
    }

    /** Checks that the value can be written into a header unescaped. */
    private static String plain(String acr) {
        if (!ACR.matcher(acr).matches()) {
            throw new IllegalArgumentException("HOLDFAST_STEP_UP_ACR is '" + acr
                    + "', but must be one value without blanks, quotes and backslashes");
        }
        return acr;
    }

    /** Fails with a challenge when the operation is dangerous and the person's sign-in is too old. */
    Uni<Void> require(Method operation, boolean byPerson) {
        return confirmation
                .filter(any -> byPerson && isDangerous(operation))
                .map(confirmation -> identities
                        .getDeferredIdentity()
                        .invoke(identity -> require(confirmation, identity))
                        .replaceWithVoid())
                .orElseGet(Uni.createFrom()::voidItem);
    }

    private static boolean isDangerous(Method operation) {
        Operation described = operation.getAnnotation(Operation.class);
        return described != null && DangerousOperations.IDS.contains(described.operationId());
    }

    private void require(Confirmation confirmation, SecurityIdentity identity) {
        boolean met = identity.getPrincipal() instanceof JsonWebToken token
                && confirmation.isMetBy(
                        text(token.getClaim("acr")),
                        instant(token.getClaim("auth_time")),
                        Instant.ofEpochSecond(token.getIssuedAtTime()),
                        clock.instant());
        if (!met) {
            throw ProblemException.stepUp(
                    "This operation requires a recent sign-in. Sign in again and retry within "
                            + words(confirmation.maxAge()) + ".",
                    confirmation.challenge());
        }
    }

    private static String words(Duration time) {
        return time.toSecondsPart() == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }

    private static @Nullable String text(@Nullable Object claim) {
        return claim instanceof String text ? text : null;
    }

    /** The library returns 0 for a missing claim. */
    private static @Nullable Instant instant(@Nullable Object claim) {
        long seconds = switch (claim) {
            case Number number -> number.longValue();
            case JsonNumber number -> number.longValue();
            case null, default -> 0;
        };
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }
}
