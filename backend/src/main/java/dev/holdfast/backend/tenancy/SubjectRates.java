package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.connection.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rate limit per subject and per token. A personal token also takes from its creator's bucket. */
@ApplicationScoped
class SubjectRates {
    private static final int SUBJECTS = 10_000;

    private final int perSecond;
    private final RateLimit<String> subjects;

    SubjectRates(@ConfigProperty(name = "holdfast.api.requests-per-second", defaultValue = "100") int perSecond) {
        this.perSecond = perSecond;
        this.subjects = new RateLimit<>(perSecond, SUBJECTS);
    }

    /** Takes one call from the bucket of {@code key}; fails when it is empty. */
    void take(String key) {
        if (!subjects.allows(key)) {
            throw ProblemException.rateLimited(
                    "The limit is " + perSecond + " requests a second, with bursts of "
                            + perSecond * RateLimit.BURST_SECONDS + ". Wait a second and send requests more slowly.",
                    Duration.ZERO);
        }
    }
}
