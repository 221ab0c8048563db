package dev.holdfast.sim.hsm;

import java.util.Arrays;
import java.util.Optional;

/** The capabilities whose meaning is known; a capability file may hold other numbers. */
public enum Capability {
    /** Runs software signed with test keys. */
    TEST_KEY_SOFTWARE(1),
    /** Debug port of Pluton. */
    PLUTON_DEBUG(2),
    /** Debug port of the application core. */
    A7_DEBUG(3),
    /** Debug port of the Wi-Fi core. */
    N9_DEBUG(4),
    /** GDB on the application core. */
    A7_GDB(5),
    /** Debug port of the first real-time core. */
    IO_M4_1_DEBUG(6),
    /** Debug port of the second real-time core. */
    IO_M4_2_DEBUG(7),
    /** Console of the application core. */
    A7_CONSOLE(8),
    /** System-level test loader. */
    SLT_LOADER(9),
    /** Development of system software. */
    SYSTEM_SOFTWARE_DEVELOPMENT(10),
    /** {@code appDevelopment}: sideloads and debugs images that the SDK signed; blocks application updates. */
    APPLICATION_DEVELOPMENT(11),
    /** {@code enableRfTestMode}: on while the manufacturing state is Blank. */
    RF_TEST_MODE(12),
    /** {@code fieldServicing}: a servicing session on a finished device. */
    FIELD_SERVICING(13);

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    /** Returns the u16 in capability files and evidence. */
    public int number() {
        return number;
    }

    /** Finds a capability by its number. */
    public static Optional<Capability> ofNumber(int number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }
}
