package dev.holdfast.contract.format;

import java.util.List;
import java.util.Optional;

/** State of the debug ports: EAT's {@code dbgstat} (RFC 9711 §4.2.9). */
public enum DebugState {
    /** Debugging is possible. */
    ENABLED(0),
    /** Off now, but may have been on since boot. */
    DISABLED(1),
    /** Off since boot. */
    DISABLED_SINCE_BOOT(2),
    /** Off permanently, except for the manufacturer. */
    DISABLED_PERMANENTLY(3),
    /** Off permanently, for everyone. */
    DISABLED_FULLY_AND_PERMANENTLY(4);

    private static final List<DebugState> ALL = List.of(values());

    private final int number;

    DebugState(int number) {
        this.number = number;
    }

    /** Returns the encoded number. */
    public int number() {
        return number;
    }

    /** Finds a state by its number. */
    public static Optional<DebugState> ofNumber(long number) {
        for (DebugState state : ALL) {
            if (state.number == number) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
