package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.List;
import java.util.Set;

/**
 * What Pluton says of its device: the payload of the Entity Attestation Token (RFC 9711) that it signs with its
 * attestation key. On the wire: {@link EvidenceFormat}.
 *
 * @param device the device, that is, the key that signs
 * @param nonce the verifier's challenge
 * @param bootCount boots since manufacture; it never goes back
 * @param debugState whether debug ports are open
 * @param manufacturingState how far manufacture has come
 * @param keystoreVersion security version of the trusted keystore in use
 * @param capabilities numbers of the capabilities that are enabled (11 application development, 13 field servicing)
 * @param measurements the images measured since reset, in the order of boot; at most 20
 * @param customerKey the key for the customer certificate, made and kept in Pluton
 * @param updateKey the key for the update certificate, made and kept in Pluton
 */
public record Evidence(
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

    /** Copies the collections and checks their bounds. */
    public Evidence {
        capabilities = Set.copyOf(capabilities);
        measurements = List.copyOf(measurements);
        if (measurements.size() > Measurement.MAX_COUNT) {
            throw new IllegalArgumentException(measurements.size() + " measurements; Pluton reports at most 20");
        }
        if (bootCount < 0 || keystoreVersion < 0) {
            throw new IllegalArgumentException("a counter is negative");
        }
    }
}
