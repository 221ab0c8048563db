package dev.holdfast.backend.attestation;

import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** {@code POST challenges} and {@code POST attestations} of the internal device API. */
@ApplicationScoped
public class AttestationRoutes implements InternalRoutes {

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
        router.post("challenges", ChallengeRequest.class, this::challenge);
        router.post("attestations", AttestRequest.class, this::attest);
    }

    private Uni<Challenge> challenge(ChallengeRequest body) {
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.generalKey() != null, "generalKey", IS_MISSING)
                .done();
        return Refusals.failingClosed("Attestation", issueChallenge.issue(body));
    }

    private Uni<AttestResponse> attest(AttestRequest body) {
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.generalKey() != null, "generalKey", IS_MISSING)
                .that(body.evidence() != null, "evidence", IS_MISSING)
                .matches("remoteAddress", body.remoteAddress(), ADDRESS, "is not a valid address")
                .done();
        return Refusals.failingClosed("Attestation", attestDevice.attest(body));
    }
}
