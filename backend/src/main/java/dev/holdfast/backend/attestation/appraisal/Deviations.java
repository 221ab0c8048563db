package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.policy.TrustClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds reported values, other than measurements, that differ from what is expected. Pure. */
final class Deviations {
    private final Evidence evidence;
    private final AttestedCounters history;
    private final GrantedCapabilities granted;
    private final Timing timing;
    private final List<Deviation> found = new ArrayList<>();

    private Deviations(Evidence evidence, AttestedCounters history, GrantedCapabilities granted, Timing timing) {
        this.evidence = evidence;
        this.history = history;
        this.granted = granted;
        this.timing = timing;
    }

    /** Returns deviations in the order of {@link DeviationKind}, except that those of one component are together. */
    static List<Deviation> of(Evidence evidence, AttestedCounters history, GrantedCapabilities granted, Timing timing) {
        Deviations deviations = new Deviations(evidence, history, granted, timing);
        deviations.counters();
        deviations.components();
        deviations.states();
        deviations.times();
        return deviations.found;
    }

    private void counters() {
        long boots = evidence.bootCount();
        if (boots < history.bootCount()) {
            found.add(Deviation.of(
                    DeviationKind.BOOT_COUNT_ROLLBACK,
                    TrustClaim.INSTANCE_IDENTITY,
                    "at least " + history.bootCount(),
                    boots,
                    "The boot counter is " + boots + ", but was " + history.bootCount() + " before."));
        }
        long keystore = evidence.keystoreVersion();
        if (keystore < history.keystoreVersion()) {
            found.add(new Deviation(
                    DeviationKind.KEYSTORE_ROLLBACK,
                    ImageType.TRUSTED_KEYSTORE.apiName(),
                    "",
                    "at least " + history.keystoreVersion(),
                    Long.toString(keystore),
                    TrustClaim.CONFIGURATION,
                    "The trusted keystore has version " + keystore + ", but had version " + history.keystoreVersion()
                            + " before."));
        }
    }

    private void components() {
        for (int i = 0; i < evidence.measurements().size(); i++) {
            Measurement measurement = evidence.measurements().get(i);
            String type = measurement.type().apiName();
            long fuse = evidence.securityFloors().get(i);
            long version = measurement.securityVersion();
            long before = history.securityVersion(measurement.component());
            long fuseBefore = history.securityFloor(measurement.component());
            if (version < before) {
                tooLow(
                        DeviationKind.COMPONENT_ROLLBACK,
                        measurement,
                        before,
                        version,
                        type + " has security version " + version + ", but the device ran " + before + " before.");
            }
            if (version < fuse) {
                tooLow(
                        DeviationKind.COMPONENT_BELOW_FUSE,
                        measurement,
                        fuse,
                        version,
                        type + " has security version " + version + ", but the chip's anti-rollback fuse requires "
                                + fuse + ".");
            }
            if (fuse < fuseBefore) {
                tooLow(
                        DeviationKind.FUSE_ROLLBACK,
                        measurement,
                        fuseBefore,
                        fuse,
                        "The chip's anti-rollback fuse for " + type + " is " + fuse + ", but was " + fuseBefore
                                + " before. Fuses cannot go back.");
            }
        }
    }

    /** Adds a version below {@code floor}. A component rollback affects the claim of its image type, other kinds the hardware claim. */
    private void tooLow(DeviationKind kind, Measurement measurement, long floor, long now, String reason) {
        found.add(new Deviation(
                kind,
                measurement.type().apiName(),
                measurement.component().text(),
                "at least " + floor,
                Long.toString(now),
                kind == DeviationKind.COMPONENT_ROLLBACK ? ImageClaim.of(measurement.type()) : TrustClaim.HARDWARE,
                reason));
    }

    private void states() {
        DebugState debug = evidence.debugState();
        if (debug == DebugState.ENABLED || debug == DebugState.DISABLED) {
            boolean open = debug == DebugState.ENABLED;
            found.add(Deviation.of(
                    open ? DeviationKind.DEBUG_ENABLED : DeviationKind.DEBUG_WAS_ENABLED,
                    TrustClaim.RUNTIME_OPAQUE,
                    "off since boot, or permanently",
                    debug,
                    open
                            ? "Debugging is enabled."
                            : "Debugging is disabled, but may have been enabled since the device booted."));
        }
        evidence.capabilities().stream()
                .sorted()
                .map(number -> capability(DeviationKind.CAPABILITY_ENABLED, number, "none", "."))
                .forEach(found::add);
        evidence.capabilities().stream()
                .filter(number -> !isFactoryCapability(number) && !granted.allow(number, timing.receivedAt()))
                .sorted()
                .map(number -> capability(
                        DeviationKind.CAPABILITY_NOT_ISSUED,
                        number,
                        "an issued capability",
                        ", but no valid capability file allows it: none was issued, or it expired or was revoked."))
                .forEach(found::add);
        if (evidence.manufacturingState() != ManufacturingState.DEVICE_COMPLETE) {
            found.add(Deviation.of(
                    DeviationKind.MANUFACTURING_INCOMPLETE,
                    TrustClaim.CONFIGURATION,
                    ManufacturingState.DEVICE_COMPLETE.name(),
                    evidence.manufacturingState(),
                    "Manufacturing of the device is not complete."));
        }
    }

    private static Deviation capability(DeviationKind kind, int number, String expected, String rest) {
        String name = Capability.ofNumber(number)
                .map(known -> known.apiName() + " (" + number + ")")
                .orElse(Integer.toString(number));
        return Deviation.of(
                kind, TrustClaim.CONFIGURATION, expected, name, "The device has the capability " + name + rest);
    }

    /** Returns whether a capability is the radio test, which every chip has while its module is manufactured and which no file grants. */
    private boolean isFactoryCapability(int capability) {
        return capability == Capability.RF_TEST_MODE.number()
                && evidence.manufacturingState() == ManufacturingState.BLANK;
    }

    private void times() {
        Duration ahead = timing.ahead();
        if (ahead.compareTo(Timing.SKEW) > 0) {
            found.add(Deviation.of(
                    DeviationKind.CLOCK_AHEAD,
                    TrustClaim.INSTANCE_IDENTITY,
                    "at most " + seconds(Timing.SKEW),
                    seconds(ahead),
                    "The time of its challenge or last attestation is " + seconds(ahead)
                            + " in the future: the clocks of Holdfast differ."));
        }
        Duration late = timing.answeredAfter();
        if (late.compareTo(Timing.USUAL) > 0) {
            found.add(Deviation.of(
                    DeviationKind.LATE_RESPONSE,
                    TrustClaim.INSTANCE_IDENTITY,
                    "at most " + seconds(Timing.USUAL),
                    seconds(late),
                    "The device took " + seconds(late) + " to respond to its challenge."));
        }
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
