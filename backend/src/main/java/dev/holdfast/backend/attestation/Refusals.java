package dev.holdfast.backend.attestation;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Refuses evidence and certificate requests. After {@link #of}, the device gets the same response for every reason. The log gets the reason's
 * name and detail, and the counter {@code holdfast_attestation_refused_total} its name. {@code docs/evidence.md} lists the names.
 */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final String COUNTER = "holdfast.attestation.refused";

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts and returns a refusal. */
    public ProblemException of(String name, String detail) {
        counter(name).increment();
        return ProblemException.refused(name + ": " + detail);
    }

    /** Refuses a connection without post-quantum key exchange if the device's group requires one. */
    public void requireKeyExchange(boolean postQuantum, KeyExchange used) {
        if (postQuantum && !used.isPostQuantum()) {
            throw of("key-exchange", "the group requires a post-quantum key exchange, but the device used " + used);
        }
    }

    /** Counts and returns a refusal whose sentence is sent to the device. Only for trusted devices. */
    public ProblemException withReason(String name, String sentence) {
        counter(name).increment();
        return ProblemException.of(ProblemType.INVALID_REQUEST, sentence);
    }

    /** Counts and returns a refusal of a device that may retry in a minute. */
    ProblemException rateLimited(String name, String sentence) {
        counter(name).increment();
        return ProblemException.rateLimited(sentence, Duration.ofMinutes(1));
    }

    /** Maps unavailable keys and database timeouts to {@code unavailable}. */
    public static <T> Uni<T> failingClosed(String what, Uni<T> answer) {
        return answer.onFailure(
                        failure -> failure instanceof KeyUnavailableException || failure instanceof TimeoutException)
                .transform(failure -> {
                    LOG.error(what + " is unavailable", failure);
                    return ProblemException.of(
                            ProblemType.UNAVAILABLE, what + " is not available: " + failure.getMessage());
                });
    }

    double count(String name) {
        return counter(name).count();
    }

    private Counter counter(String name) {
        return Counter.builder(COUNTER)
                .description("Refused evidence and certificate requests, by name")
                .tag("name", name)
                .register(meters);
    }
}
