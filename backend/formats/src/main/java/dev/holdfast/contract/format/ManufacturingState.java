package dev.holdfast.contract.format;

import java.util.List;
import java.util.Optional;

/** Manufacturing state of a device, as in Azure Sphere. A device never returns to an earlier state. */
public enum ManufacturingState {
    /** As shipped by the silicon manufacturer. */
    BLANK(0),
    /** Radio and module are tested. */
    MODULE1_COMPLETE(1),
    /** Manufacture is complete. */
    DEVICE_COMPLETE(2);

    private static final List<ManufacturingState> ALL = List.of(values());

    private final int number;

    ManufacturingState(int number) {
        this.number = number;
    }

    /** Returns the encoded number. */
    public int number() {
        return number;
    }

    /** Finds a state by its number. */
    public static Optional<ManufacturingState> ofNumber(long number) {
        for (ManufacturingState state : ALL) {
            if (state.number == number) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
