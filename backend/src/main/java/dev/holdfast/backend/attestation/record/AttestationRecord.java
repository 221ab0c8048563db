package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.attestation.appraisal.Appraisal;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.suspicion.Inspection;
import dev.holdfast.backend.pki.IssuedCertificate;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.id.Blob;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything to keep of one attestation.
 *
 * @param catalog whose device it was when it was appraised
 * @param appraisal what was found
 * @param conclusion what it came to
 * @param evidence the token as it came
 * @param result the signed result
 * @param remoteAddress where the device connected from
 * @param targetManifest version of the manifest set that the device's group should have
 * @param targetAttested whether the device proved to run it
 * @param inspection what did not fit, and what to hold the device's next attestation against
 * @param customer the customer certificate, when it got one
 * @param update the update certificate, when it got one
 */
public record AttestationRecord(
        UUID catalog,
        Appraisal appraisal,
        Conclusion conclusion,
        Blob evidence,
        Blob result,
        String remoteAddress,
        long targetManifest,
        boolean targetAttested,
        Inspection.Finding inspection,
        @Nullable IssuedCertificate customer,
        @Nullable IssuedCertificate update) {

    /** Returns what the device is told. */
    public AttestResponse response() {
        return new AttestResponse(conclusion.outcome(), result, chain(customer), chain(update));
    }

    private static @Nullable String chain(@Nullable IssuedCertificate certificate) {
        return certificate == null ? null : certificate.chain();
    }
}
