package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.attestation.DeviationKind;
import java.util.ArrayList;
import java.util.List;

/** Looks for what is wrong with a device beside what it measured. Pure; in the order of {@link DeviationKind}. */
final class Deviations {
    private Deviations() {}

    static List<Deviation> of(Evidence evidence, LastKnown history, GrantedCapabilities granted, Timing timing) {
        List<Deviation> found = new ArrayList<>();
        if (bootCountWentBack(evidence, history)) {
            found.add(new Deviation.CounterWentBack(
                    DeviationKind.BOOT_COUNT_WENT_BACK, history.bootCount(), evidence.bootCount()));
        }
        keystore(evidence, history, found);
        components(evidence, history, found);
        states(evidence, granted, timing, found);
        if (isAhead(timing)) {
            found.add(new Deviation.OffTime(DeviationKind.CLOCK_AHEAD, Timing.SKEW, timing.ahead()));
        }
        if (isLate(timing)) {
            found.add(new Deviation.OffTime(DeviationKind.ANSWERED_LATE, Timing.USUAL, timing.answeredAfter()));
        }
        return found;
    }

    private static boolean bootCountWentBack(Evidence evidence, LastKnown history) {
        return evidence.bootCount() < history.bootCount();
    }

    private static boolean isAhead(Timing timing) {
        return timing.ahead().compareTo(Timing.SKEW) > 0;
    }

    private static boolean isLate(Timing timing) {
        return timing.answeredAfter().compareTo(Timing.USUAL) > 0;
    }

    private static void keystore(Evidence evidence, LastKnown history, List<Deviation> found) {
        if (evidence.keystoreVersion() < history.keystoreVersion()) {
            found.add(new Deviation.CounterWentBack(
                    DeviationKind.KEYSTORE_WENT_BACK, history.keystoreVersion(), evidence.keystoreVersion()));
        }
    }

    private static void components(Evidence evidence, LastKnown history, List<Deviation> found) {
        for (int i = 0; i < evidence.measurements().size(); i++) {
            Measurement measurement = evidence.measurements().get(i);
            long fuse = evidence.securityFloors().get(i);
            long version = measurement.securityVersion();
            long before = history.securityVersion(measurement.component());
            long fuseBefore = history.securityFloor(measurement.component());
            if (version < before) {
                found.add(tooLow(DeviationKind.COMPONENT_WENT_BACK, measurement, before, version));
            }
            if (version < fuse) {
                found.add(tooLow(DeviationKind.COMPONENT_BELOW_FLOOR, measurement, fuse, version));
            }
            if (fuse < fuseBefore) {
                found.add(tooLow(DeviationKind.FLOOR_WENT_BACK, measurement, fuseBefore, fuse));
            }
        }
    }

    private static Deviation tooLow(DeviationKind kind, Measurement measurement, long floor, long now) {
        return new Deviation.ComponentTooLow(kind, measurement.type(), measurement.component(), floor, now);
    }

    private static void states(Evidence evidence, GrantedCapabilities granted, Timing timing, List<Deviation> found) {
        if (evidence.debugState() == DebugState.ENABLED || evidence.debugState() == DebugState.DISABLED) {
            found.add(new Deviation.Debugging(evidence.debugState()));
        }
        evidence.capabilities().stream()
                .sorted()
                .map(Deviation.EnabledCapability::new)
                .forEach(found::add);
        evidence.capabilities().stream()
                .filter(number -> !isBornWith(number, evidence) && !granted.allow(number, timing.receivedAt()))
                .sorted()
                .map(Deviation.CapabilityNotIssued::new)
                .forEach(found::add);
        if (evidence.manufacturingState() != ManufacturingState.DEVICE_COMPLETE) {
            found.add(new Deviation.Unfinished(evidence.manufacturingState()));
        }
    }

    /** Radio test is nobody's to issue: each chip has it until its module is complete. */
    private static boolean isBornWith(int capability, Evidence evidence) {
        return capability == Capability.RF_TEST_MODE.number()
                && evidence.manufacturingState() == ManufacturingState.BLANK;
    }
}
