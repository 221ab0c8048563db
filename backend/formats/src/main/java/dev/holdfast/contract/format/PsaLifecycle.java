package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** The security life of a PSA device (RFC 9783 §4.3.1): the upper byte of its claim; the lower one is the manufacturer's. */
public enum PsaLifecycle {
    /** The device does not know. */
    UNKNOWN(0x00),
    /** In the factory, nothing provisioned. */
    ASSEMBLY_AND_TEST(0x10),
    /** The root of trust gets its secrets. */
    ROT_PROVISIONING(0x20),
    /** In the field, nothing can be debugged. */
    SECURED(0x30),
    /** The application core can be debugged. */
    NON_ROT_DEBUG(0x40),
    /** Even the root of trust can be debugged; it keeps its secrets. */
    RECOVERABLE_ROT_DEBUG(0x50),
    /** At the end of its life. */
    DECOMMISSIONED(0x60);

    private final int number;

    PsaLifecycle(int number) {
        this.number = number;
    }

    /** Finds a state by the claim's u16. */
    static Optional<PsaLifecycle> ofClaim(int claim) {
        return Arrays.stream(values())
                .filter(state -> state.number == claim >> Byte.SIZE)
                .findFirst();
    }

    /** Returns the claim's u16. */
    int claim() {
        return number << Byte.SIZE;
    }

    /** Returns the state of a device that is in two other states at once. */
    static PsaLifecycle of(ManufacturingState manufacturing, DebugState debug) {
        return switch (manufacturing) {
            case BLANK -> ASSEMBLY_AND_TEST;
            case MODULE1_COMPLETE -> ROT_PROVISIONING;
            case DEVICE_COMPLETE -> debug == DebugState.ENABLED ? NON_ROT_DEBUG : SECURED;
        };
    }

    /** Returns what the state says of debugging: nothing but a secured device can be said to be closed. */
    DebugState debugState() {
        return this == SECURED ? DebugState.DISABLED_PERMANENTLY : DebugState.ENABLED;
    }

    /** Returns what the state says of manufacture. */
    ManufacturingState manufacturingState() {
        return switch (this) {
            case UNKNOWN, ASSEMBLY_AND_TEST -> ManufacturingState.BLANK;
            case ROT_PROVISIONING -> ManufacturingState.MODULE1_COMPLETE;
            case SECURED, NON_ROT_DEBUG, RECOVERABLE_ROT_DEBUG, DECOMMISSIONED -> ManufacturingState.DEVICE_COMPLETE;
        };
    }
}
