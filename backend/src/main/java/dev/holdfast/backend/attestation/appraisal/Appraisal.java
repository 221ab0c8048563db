package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Result of comparing evidence with reference values, history and time. Contains facts; the policy decides about trust.
 *
 * @param history counters of the device's earlier attestations
 * @param timing times of the challenge and of the evidence
 * @param knowsOperatingSystem whether there is a reference value for an image that every boot measures; false before the first release
 * @param measurements one entry per image: reported ones in boot order, then missing ones, then the trusted keystore, if it has a reference
 *     value or was rolled back
 * @param deviations other problems: rollback, debugging, capabilities, states, times
 */
public record Appraisal(
        Evidence evidence,
        AttestedCounters history,
        Timing timing,
        boolean knowsOperatingSystem,
        List<MeasurementAppraisal> measurements,
        List<Deviation> deviations) {

    /**
     * Returns the same appraisal without the measurements that only lack an OS release. Keeps the customer's images, and images that were
     * retired or rolled back.
     */
    Appraisal withoutRelease() {
        return new Appraisal(
                evidence,
                history,
                timing,
                knowsOperatingSystem,
                measurements.stream()
                        .filter(measurement -> measurement.type().belongsToCustomer()
                                || measurement.referenceState() == ReferenceState.RETIRED
                                || measurement.rolledBack())
                        .toList(),
                deviations);
    }

    /**
     * Returns the counters to compare with the next attestation. Ignores versions of images without a matching reference value, so that an
     * unknown image cannot make the repaired device look rolled back. Fuses come from the chip, so only their component needs a reference
     * value.
     *
     * <p>The boot chain may return from an update on trial to the images before, and burns a fuse only after the trial. So a version above
     * its fuse counts only up to the fuse, and the keystore of a trial does not count. A fuse of 0 is not burnt and limits nothing.
     */
    public AttestedCounters counters() {
        Map<ComponentId, Long> versions = new HashMap<>(history.securityVersions());
        boolean onTrial = false;
        for (int i = 0; i < measurements.size(); i++) {
            MeasurementAppraisal measurement = measurements.get(i);
            if (measurement.matched() && measurement.component() != null) {
                long version = measurement.reportedSecurityVersion();
                long fuse = fuse(i);
                boolean above = fuse > 0 && version > fuse;
                onTrial |= above;
                versions.merge(measurement.component(), above ? fuse : version, Math::max);
            }
        }
        return new AttestedCounters(
                Math.max(history.bootCount(), evidence.bootCount()),
                onTrial ? history.keystoreVersion() : Math.max(history.keystoreVersion(), evidence.keystoreVersion()),
                versions,
                floors());
    }

    /** Returns the fuse of the measurement at an index. Reported ones come first, as in the evidence; 0 for missing ones and the keystore. */
    private long fuse(int measurement) {
        return measurement < evidence.securityFloors().size()
                ? evidence.securityFloors().get(measurement)
                : 0;
    }

    private Map<ComponentId, Long> floors() {
        if (evidence.securityFloors().stream().allMatch(floor -> floor == 0)) {
            return history.securityFloors();
        }
        Map<ComponentId, Long> floors = new HashMap<>(history.securityFloors());
        for (int i = 0; i < evidence.measurements().size(); i++) {
            long floor = fuse(i);
            if (floor > 0 && measurements.get(i).expected() != null) {
                floors.merge(evidence.measurements().get(i).component(), floor, Math::max);
            }
        }
        return floors;
    }
}
