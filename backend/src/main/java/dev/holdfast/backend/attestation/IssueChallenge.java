package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Issues a challenge to a device that may attest. Stores nothing. */
@ApplicationScoped
public class IssueChallenge {
    private final Subjects subjects;
    private final Challenges challenges;

    IssueChallenge(Subjects subjects, Challenges challenges) {
        this.subjects = subjects;
        this.challenges = challenges;
    }

    /** Fails with {@code device-refused} if the device is not endorsed, not claimed or uses another key; or with {@code device-blocked}. */
    public Uni<Challenge> issue(ChallengeRequest request) {
        return subjects.admissionState(request.device()).map(admissionState -> {
            UUID catalog = admissionState.admit(request.generalKey());
            return new Challenge(challenges.issue(request.device(), catalog, ChallengePurpose.ATTEST), (int)
                    Challenges.LIFETIME.toSeconds());
        });
    }
}
