package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Evidence (RFC 9334): claims of a device's security processor, signed with its attestation key. Every kind of evidence
 * decodes to this record ({@link EvidenceFormat}).
 *
 * @param kind kind of evidence
 * @param device device ID: the attestation public key
 * @param purpose what the device signed the evidence for
 * @param nonce challenge of the verifier
 * @param bootCount number of boots since manufacture; never decreases
 * @param debugState state of the debug ports
 * @param manufacturingState manufacturing state
 * @param keystoreVersion security version of the current trusted keystore
 * @param capabilities numbers of the enabled capabilities, such as 11 for application development
 * @param measurements measurements since reset, in the order of boot; at most 20
 * @param securityFloors values of the anti-rollback fuses, one for each measurement: the lowest security version of the
 *     component that the chip boots, 0 to 2³²−1; 0 if no fuse is burnt
 * @param customerKey public key for the customer certificate; the private key stays in the security processor
 * @param updateKey public key for the update certificate; the private key stays in the security processor
 */
public record Evidence(
        EvidenceKind kind,
        DeviceId device,
        EvidencePurpose purpose,
        Nonce nonce,
        long bootCount,
        DebugState debugState,
        ManufacturingState manufacturingState,
        long keystoreVersion,
        Set<Integer> capabilities,
        List<Measurement> measurements,
        List<Long> securityFloors,
        P256PublicKey customerKey,
        P256PublicKey updateKey) {

    /** Copies the collections and checks their bounds. */
    public Evidence {
        capabilities = Set.copyOf(capabilities);
        measurements = List.copyOf(measurements);
        securityFloors = List.copyOf(securityFloors);
        if (measurements.size() > Measurement.MAX_COUNT) {
            throw new IllegalArgumentException(measurements.size() + " measurements; a device reports at most 20");
        }
        if (bootCount < 0 || keystoreVersion < 0) {
            throw new IllegalArgumentException("a counter is negative");
        }
        if (securityFloors.size() != measurements.size()) {
            throw new IllegalArgumentException(
                    securityFloors.size() + " security floors for " + measurements.size() + " measurements");
        }
        for (long floor : securityFloors) {
            if (floor < 0 || floor > Measurement.MAX_SECURITY_VERSION) {
                throw new IllegalArgumentException("a security floor is not a u32");
            }
        }
    }

    /** Creates evidence of a Pluton that attests without burnt anti-rollback fuses. */
    public Evidence(
            DeviceId device,
            Nonce nonce,
            long bootCount,
            DebugState debugState,
            ManufacturingState manufacturingState,
            long keystoreVersion,
            Set<Integer> capabilities,
            List<Measurement> measurements,
            P256PublicKey customerKey,
            P256PublicKey updateKey) {
        this(
                EvidenceKind.PLUTON,
                device,
                EvidencePurpose.ATTEST,
                nonce,
                bootCount,
                debugState,
                manufacturingState,
                keystoreVersion,
                capabilities,
                measurements,
                Collections.nCopies(measurements.size(), 0L),
                customerKey,
                updateKey);
    }
}
