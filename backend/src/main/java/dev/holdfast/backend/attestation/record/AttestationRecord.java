package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.attestation.appraisal.Appraisal;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.anomaly.Trace;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.attestation.FindingView;
import java.util.Optional;
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
 * @param before what the device's last attestation left to hold this one against
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
        Trace before,
        Inspection.Finding inspection,
        @Nullable IssuedCertificate customer,
        @Nullable IssuedCertificate update) {

    DeviceId device() {
        return appraisal.evidence().device();
    }

    /** Returns why the device is not trusted; empty when it is. */
    String reason() {
        return conclusion.decisive().map(FindingView::message).orElse("");
    }

    String reasonCode() {
        return conclusion.decisive().map(FindingView::code).orElse("");
    }

    /** Returns what the device is told. */
    public AttestResponse response() {
        return new AttestResponse(conclusion.outcome(), result, chain(customer), chain(update));
    }

    /** Returns what to remember of the device from now on; empty when that is what is known of it anyway. */
    Optional<LastKnown> lesson() {
        LastKnown known = appraisal.history();
        LastKnown after = appraisal.counters();
        boolean same = after.keystoreVersion() == known.keystoreVersion()
                && after.securityVersions().equals(known.securityVersions())
                && after.securityFloors().equals(known.securityFloors())
                && inspection.trace().equals(before);
        return same ? Optional.empty() : Optional.of(after);
    }

    private static @Nullable String chain(@Nullable IssuedCertificate certificate) {
        return certificate == null ? null : certificate.chain();
    }
}
