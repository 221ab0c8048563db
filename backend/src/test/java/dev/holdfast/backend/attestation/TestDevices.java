package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Nonce;
import jakarta.inject.Singleton;
import java.util.List;

/** Requests challenges and attests, as devices do. */
@Singleton
public class TestDevices {
    private final IssueChallenge issueChallenge;
    private final AttestDevice attestDevice;

    TestDevices(IssueChallenge issueChallenge, AttestDevice attestDevice) {
        this.issueChallenge = issueChallenge;
        this.attestDevice = attestDevice;
    }

    /** Returns a fresh challenge. */
    public Nonce challenge(TestChip chip) {
        return TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
    }

    /** Attests images in the first boot. */
    public Outcome attest(TestChip chip, List<ReferenceValue> images) {
        return attest(chip, chip.evidence(challenge(chip), TestImages.measured(images)), "192.0.2.1")
                .outcome();
    }

    /** Attests with any evidence. {@code address} is the device's network address. */
    public AttestResponse attest(TestChip chip, Evidence evidence, String address) {
        return request(new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), address));
    }

    /** Sends any attestation request. */
    public AttestResponse request(AttestRequest request) {
        return TestCatalog.await(() -> attestDevice.attest(request));
    }
}
