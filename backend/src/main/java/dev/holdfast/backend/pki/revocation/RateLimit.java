package dev.holdfast.backend.pki.revocation;

import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often everybody together may ask about certificates: nobody needs a token for it, so it must not cost others theirs. */
@ApplicationScoped
public class RateLimit {
    private final Bucket bucket;

    RateLimit(@ConfigProperty(name = "holdfast.revocation.requests-per-second", defaultValue = "200") int perSecond) {
        bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** Takes one; false when there is none left for now. */
    boolean allows() {
        return bucket.tryConsume(1);
    }
}
