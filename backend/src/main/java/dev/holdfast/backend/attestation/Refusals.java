package dev.holdfast.backend.attestation;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Refuses evidence, and requests for certificates. The device sees the same answer whatever the name; the log has name and detail, and the counter
 * {@code holdfast_attestation_refused_total} the name, so that each attack can be told from the others. Names are a closed set:
 * see {@code docs/evidence.md}.
 */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final String COUNTER = "holdfast.attestation.refused";

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a refusal and returns it, to be thrown. */
    public ProblemException of(String name, String detail) {
        meters.counter(COUNTER, "name", name).increment();
        return ProblemException.refused(name + ": " + detail);
    }

    /** Counts a refusal of a device that is known and trusted, and that is told why. */
    public ProblemException explained(String name, String sentence) {
        meters.counter(COUNTER, "name", name).increment();
        return ProblemException.of(ProblemType.INVALID_REQUEST, sentence);
    }

    /** Turns an outage of what holds the keys, or of a database that does not answer in time, into {@code unavailable}. */
    public static <T> Uni<T> failingClosed(String what, Uni<T> answer) {
        return answer.onFailure(
                        failure -> failure instanceof KeyUnavailableException || failure instanceof TimeoutException)
                .transform(failure -> {
                    LOG.error(what + " is unavailable", failure);
                    return ProblemException.of(
                            ProblemType.UNAVAILABLE, what + " is not available: " + failure.getMessage());
                });
    }

    /** Returns how many there were under a name, in this process. */
    double count(String name) {
        return meters.counter(COUNTER, "name", name).count();
    }
}
