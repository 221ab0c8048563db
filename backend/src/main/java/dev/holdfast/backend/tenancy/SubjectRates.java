package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.connection.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rate limit per subject and per API token. A request with a personal token also counts for the token's creator. */
@ApplicationScoped
class SubjectRates {
    private static final int SUBJECTS = 10_000;

    private final int perSecond;
    private final RateLimit<String> subjects;

    SubjectRates(@ConfigProperty(name = "holdfast.api.requests-per-second", defaultValue = "100") int perSecond) {
        this.perSecond = perSecond;
        this.subjects = new RateLimit<>(perSecond, SUBJECTS);
    }

    /** Counts a request of {@code key}; fails with {@code rate-limited} above the limit. */
    void take(String key) {
        if (!subjects.allows(key)) {
            throw ProblemException.rateLimited(
                    "The limit is " + perSecond + " requests a second, with bursts of "
                            + perSecond * RateLimit.BURST_SECONDS + ". Wait a second and send requests more slowly.",
                    Duration.ZERO);
        }
    }
}
