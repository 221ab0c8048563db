package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.ComponentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence held against reference values and history: facts, no judgement.
 *
 * @param evidence what was appraised
 * @param history what the device had attested before
 * @param measurements one entry an image: those reported in order of boot, then those missing, then the trusted keystore
 */
public record Appraisal(Evidence evidence, LastKnown history, List<MeasurementAppraisal> measurements) {
    /** Copies the list. */
    public Appraisal {
        measurements = List.copyOf(measurements);
    }

    /**
     * Returns the counters to hold the next evidence against. Only images that matched a reference value count: what an
     * unknown image claims must not make the repaired device look rolled back for ever.
     */
    public LastKnown counters() {
        Map<ComponentId, Long> versions = new HashMap<>(history.securityVersions());
        for (MeasurementAppraisal measurement : measurements) {
            if (measurement.matched() && measurement.component() != null) {
                versions.merge(measurement.component(), measurement.reportedSecurityVersion(), Math::max);
            }
        }
        return new LastKnown(
                Math.max(history.bootCount(), evidence.bootCount()),
                Math.max(history.keystoreVersion(), evidence.keystoreVersion()),
                versions);
    }
}
