package dev.holdfast.backend.attestation;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.platform.internal.InternalAnswer;
import dev.holdfast.backend.platform.internal.InternalRequest;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** {@code POST challenges} and {@code POST attestations} of the internal device API. */
@ApplicationScoped
public class AttestationRoutes implements InternalRoutes {
    private static final Logger LOG = Logger.getLogger(AttestationRoutes.class);
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:%\\[\\]_-]{1,100}");

    private static final String IS_MISSING = "is missing";

    private final IssueChallenge issueChallenge;
    private final AttestDevice attestDevice;

    AttestationRoutes(IssueChallenge issueChallenge, AttestDevice attestDevice) {
        this.issueChallenge = issueChallenge;
        this.attestDevice = attestDevice;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.post("challenges", this::challenge);
        router.post("attestations", this::attest);
    }

    private Uni<InternalAnswer> challenge(InternalRequest request) {
        ChallengeRequest body = request.body(ChallengeRequest.class);
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.generalKey() != null, "generalKey", IS_MISSING)
                .done();
        return failingClosed(issueChallenge.issue(body).map(InternalAnswer::json));
    }

    private Uni<InternalAnswer> attest(InternalRequest request) {
        AttestRequest body = request.body(AttestRequest.class);
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.generalKey() != null, "generalKey", IS_MISSING)
                .that(body.evidence() != null, "evidence", IS_MISSING)
                .matches("remoteAddress", body.remoteAddress(), ADDRESS, "is not an address")
                .done();
        return failingClosed(attestDevice.attest(body).map(InternalAnswer::json));
    }

    /** What holds the keys, or a database that does not answer in time, is an outage: come back later. */
    private static Uni<InternalAnswer> failingClosed(Uni<InternalAnswer> answer) {
        return answer.onFailure(AttestationRoutes::isOutage)
                .invoke(failure -> LOG.error("attestation is unavailable", failure))
                .onFailure(AttestationRoutes::isOutage)
                .transform(failure -> ProblemException.of(
                        ProblemType.UNAVAILABLE, "Attestation is not available: " + failure.getMessage()));
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof KeyUnavailableException || failure instanceof TimeoutException;
    }
}
