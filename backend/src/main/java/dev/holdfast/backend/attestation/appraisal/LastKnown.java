package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.id.ComponentId;
import java.util.Map;

/**
 * The highest counters that a device has attested: they only go up.
 *
 * @param bootCount boots since manufacture
 * @param keystoreVersion security version of the trusted keystore
 * @param securityVersions anti-rollback number by component, of images that matched a reference value
 */
public record LastKnown(long bootCount, long keystoreVersion, Map<ComponentId, Long> securityVersions) {
    /** Of a device that has never attested. */
    public static final LastKnown NOTHING = new LastKnown(0, 0, Map.of());

    /** Copies the map. */
    public LastKnown {
        securityVersions = Map.copyOf(securityVersions);
    }

    long securityVersion(ComponentId component) {
        return securityVersions.getOrDefault(component, 0L);
    }
}
