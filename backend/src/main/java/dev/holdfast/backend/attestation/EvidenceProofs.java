package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.fleet.claim.ProofOfPossession;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Checks that a person who claims a device possesses it: the device must have signed evidence over a challenge for the claim. */
@ApplicationScoped
public class EvidenceProofs implements ProofOfPossession {
    private final Challenges challenges;

    EvidenceProofs(Challenges challenges) {
        this.challenges = challenges;
    }

    @Override
    public Duration lifetime() {
        return ChallengePurpose.CLAIM.lifetime();
    }

    @Override
    public Nonce challenge(CatalogId catalog, DeviceId device, int departures) {
        return challenges.issue(device, scope(catalog, departures), ChallengePurpose.CLAIM);
    }

    @Override
    public Proof read(Blob evidence) {
        try {
            Evidence read = EvidenceFormat.verify(evidence.bytes());
            if (read.purpose() != EvidencePurpose.CLAIM) {
                return new Proof.Invalid("the device signed it to attest, not for a claim");
            }
            return new Proof.Signed(read.device(), read.nonce());
        } catch (FormatException | IllegalArgumentException e) {
            return new Proof.Invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean isFresh(Proof.Signed proof, CatalogId catalog, int departures) {
        return challenges.check(proof.nonce(), proof.device(), ChallengePurpose.CLAIM) == ChallengeCheck.FRESH
                && challenges.isOf(proof.nonce(), proof.device(), scope(catalog, departures));
    }

    /** Returns the catalog's id plus the number of times that the device left a catalog. Ids are random, so catalogs do not collide. */
    private static UUID scope(CatalogId catalog, int departures) {
        UUID id = catalog.value();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + departures);
    }
}
