package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.ComponentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence held against reference values, history and time: facts, no judgement.
 *
 * @param evidence what was appraised
 * @param history what the device had attested before
 * @param timing when it was asked for, and when it came
 * @param measurements one entry an image: those reported in order of boot, then those missing, then the trusted keystore
 * @param deviations what else is not as it should be: rollback, debugging, capabilities, state, times
 */
public record Appraisal(
        Evidence evidence,
        LastKnown history,
        Timing timing,
        List<MeasurementAppraisal> measurements,
        List<Deviation> deviations) {

    /**
     * Returns the counters to hold the next evidence against. Only images that matched a reference value count: what an
     * unknown image claims must not make the repaired device look rolled back for ever. Of fuses, which the chip itself
     * reports, those of components that somebody knows count.
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
                versions,
                floors());
    }

    private Map<ComponentId, Long> floors() {
        if (evidence.securityFloors().stream().allMatch(floor -> floor == 0)) {
            return history.securityFloors();
        }
        Map<ComponentId, Long> floors = new HashMap<>(history.securityFloors());
        // Those reported stand first and in the order of the evidence.
        for (int i = 0; i < evidence.measurements().size(); i++) {
            long floor = evidence.securityFloors().get(i);
            if (floor > 0 && measurements.get(i).expected() != null) {
                floors.merge(evidence.measurements().get(i).component(), floor, Math::max);
            }
        }
        return floors;
    }
}
