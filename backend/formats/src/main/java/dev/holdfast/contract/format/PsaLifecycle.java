package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/**
 * Security lifecycle of a PSA device (RFC 9783 §4.3.1). The upper byte of the claim is the number of the state. The
 * manufacturer defines the lower byte, which is ignored.
 */
public enum PsaLifecycle {
    /** The state is unknown to the device. */
    UNKNOWN(0x00),
    /** In the factory, not provisioned. */
    ASSEMBLY_AND_TEST(0x10),
    /** The root of trust is being provisioned. */
    ROT_PROVISIONING(0x20),
    /** In the field, without debugging. */
    SECURED(0x30),
    /** The application core can be debugged. */
    NON_ROT_DEBUG(0x40),
    /** The root of trust can be debugged; its secrets stay protected. */
    RECOVERABLE_ROT_DEBUG(0x50),
    /** At the end of its life. */
    DECOMMISSIONED(0x60);

    private final int number;

    PsaLifecycle(int number) {
        this.number = number;
    }

    /** Finds a state by the claim, a u16. */
    static Optional<PsaLifecycle> ofClaim(int claim) {
        return Arrays.stream(values())
                .filter(state -> state.number == claim >> Byte.SIZE)
                .findFirst();
    }

    /** Returns the claim, a u16. */
    int claim() {
        return number << Byte.SIZE;
    }

    /** Returns the lifecycle for a manufacturing state and a debug state. The debug state counts only for a complete device. */
    static PsaLifecycle of(ManufacturingState manufacturing, DebugState debug) {
        return switch (manufacturing) {
            case BLANK -> ASSEMBLY_AND_TEST;
            case MODULE1_COMPLETE -> ROT_PROVISIONING;
            case DEVICE_COMPLETE -> debug == DebugState.ENABLED ? NON_ROT_DEBUG : SECURED;
        };
    }

    /** Returns the debug state: permanently disabled for {@link #SECURED}, otherwise enabled. */
    DebugState debugState() {
        return this == SECURED ? DebugState.DISABLED_PERMANENTLY : DebugState.ENABLED;
    }

    /** Returns the manufacturing state. */
    ManufacturingState manufacturingState() {
        return switch (this) {
            case UNKNOWN, ASSEMBLY_AND_TEST -> ManufacturingState.BLANK;
            case ROT_PROVISIONING -> ManufacturingState.MODULE1_COMPLETE;
            case SECURED, NON_ROT_DEBUG, RECOVERABLE_ROT_DEBUG, DECOMMISSIONED -> ManufacturingState.DEVICE_COMPLETE;
        };
    }
}
