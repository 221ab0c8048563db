package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a security processor says of its device, signed with its attestation key: the Evidence of RFC 9334, the same for
 * every {@link EvidenceKind}. On the wire: {@link EvidenceFormat}.
 *
 * @param kind who made it
 * @param device the device, that is, the key that signs
 * @param nonce the verifier's challenge
 * @param bootCount boots since manufacture; it never goes back
 * @param debugState whether debug ports are open
 * @param manufacturingState how far manufacture has come
 * @param keystoreVersion security version of the trusted keystore in use
 * @param capabilities numbers of the capabilities that are enabled (11 application development, 13 field servicing)
 * @param measurements the images measured since reset, in the order of boot; at most 20
 * @param securityFloors the anti-rollback fuses, one entry a measurement: the lowest security version with which the
 *     chip still boots that component, 0 to 2³²−1; 0 when none is burnt
 * @param customerKey the key for the customer certificate, made and kept in the security processor
 * @param updateKey the key for the update certificate, made and kept there, too
 */
public record Evidence(
        EvidenceKind kind,
        DeviceId device,
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

    /** Makes evidence of a Pluton that has burnt no anti-rollback fuse yet. */
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
