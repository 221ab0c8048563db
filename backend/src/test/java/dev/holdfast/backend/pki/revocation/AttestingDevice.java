package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.attestation.AttestDevice;
import dev.holdfast.backend.attestation.IssueChallenge;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.id.Nonce;
import io.quarkus.arc.Arc;

/**
 * A device that attests successfully.
 *
 * @param chip the device's chip
 */
record AttestingDevice(TestChip chip) {
    /** Creates an endorsed and claimed device. */
    static AttestingDevice in(TestCatalog catalogs, CatalogId catalog) {
        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);
        return new AttestingDevice(chip);
    }

    Nonce challenge() {
        IssueChallenge issueChallenge =
                Arc.container().instance(IssueChallenge.class).get();
        return TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
    }

    AttestResponse attest() {
        return attest(challenge());
    }

    /** Attests current images with a challenge. */
    AttestResponse attest(Nonce nonce) {
        AttestDevice attestDevice = Arc.container().instance(AttestDevice.class).get();
        return TestCatalog.await(() -> attestDevice.attest(new AttestRequest(
                chip.device(),
                chip.generalKey(),
                chip.token(chip.evidence(nonce, TestImages.measured(TestImages.all()))),
                "127.0.0.1")));
    }

    String id() {
        return chip.device().text();
    }
}
