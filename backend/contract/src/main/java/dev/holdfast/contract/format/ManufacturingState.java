package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** How far a device's manufacture has come. Transitions go forward only (Azure Sphere). */
public enum ManufacturingState {
    /** As the silicon maker shipped it. */
    BLANK(0),
    /** Radio and module are tested. */
    MODULE1_COMPLETE(1),
    /** Finalized. */
    DEVICE_COMPLETE(2);

    private final int number;

    ManufacturingState(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
    public int number() {
        return number;
    }

    /** Finds a state by its number. */
    public static Optional<ManufacturingState> ofNumber(long number) {
        return Arrays.stream(values()).filter(state -> state.number == number).findFirst();
    }
}
