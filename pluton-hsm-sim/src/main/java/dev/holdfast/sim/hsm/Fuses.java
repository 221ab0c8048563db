package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.otp.BootCounter;
import dev.holdfast.sim.hsm.otp.OtpArray;
import dev.holdfast.sim.hsm.otp.OtpExhaustedException;
import dev.holdfast.sim.hsm.otp.OtpRow;
import dev.holdfast.sim.hsm.otp.OtpRow.Kind;
import dev.holdfast.sim.hsm.otp.RowsInUse;
import dev.holdfast.sim.hsm.otp.Silicon;
import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chip's permanent state: ROM key, debug ports, manufacturing state, anti-rollback floors, boot count. Values only
 * increase, because a blown fuse stays blown. A power cut leaves the old or the new value. Safe for use from any
 * thread.
 *
 * <p>Failures of the medium are {@link UncheckedIOException}s. {@link PlutonException} with {@link Errno#ENOSPC} means
 * that all fuses are in use.
 */
public final class Fuses {
    /** Version of the layout of new dies. */
    private static final long LAYOUT = 2;

    /** First version of the layout that stores the number of used rows. */
    private static final long FIRST_WITH_ROW_COUNT = 2;

    private static final int KEY_ROWS = 4;

    private final Silicon silicon;
    private FuseReading reading;
    private long boots;

    private Fuses(Silicon silicon, FuseReading reading, long boots) {
        this.silicon = silicon;
        this.reading = reading;
        this.boots = boots;
    }

    /** Reads the fuses of a chip. A die that is not fully provisioned is not a chip. */
    static Fuses open(Silicon silicon) throws IOException {
        FuseReading reading = FuseReading.of(new OtpArray(silicon).rows());
        if (!reading.provisioned()) {
            throw new IOException("there is no chip in " + silicon);
        }
        if (reading.layout() >= FIRST_WITH_ROW_COUNT && !new RowsInUse(silicon).isThere()) {
            throw silicon.damage(Area.BOOTS, "is damaged: cells are missing");
        }
        return new Fuses(silicon, reading, new BootCounter(silicon).read());
    }

    /** Returns whether the die is fully provisioned, and so a chip. */
    static boolean provisioned(Silicon silicon) throws IOException {
        boolean provisioned = FuseReading.of(new OtpArray(silicon).rows()).provisioned();
        if (!provisioned && new BootCounter(silicon).read() > 0) {
            throw silicon.damage(Area.OTP, "is damaged: the chip has booted, but its fuses are blank");
        }
        return provisioned;
    }

    /** Burns the fuses of a new chip. The last row makes the die a chip. A power cut before it leaves a die that is no chip. */
    static void provision(Silicon silicon, P256PublicKey operatingSystemKey, DebugState debug) throws IOException {
        List<OtpRow> rows = new ArrayList<>();
        ByteBuffer key = ByteBuffer.wrap(operatingSystemKey.bytes());
        for (int i = 0; i < KEY_ROWS; i++) {
            rows.add(new OtpRow(Kind.OPERATING_SYSTEM_KEY, i, 0, key.getLong(), key.getLong()));
        }
        if (debug == DebugState.ENABLED) {
            rows.add(OtpRow.of(Kind.DEBUG_OPEN, 1));
        }
        OtpArray array = new OtpArray(silicon);
        array.burn(rows);
        new RowsInUse(silicon).raise(array.used());
        array.burn(List.of(OtpRow.of(Kind.PROVISIONED, LAYOUT)));
    }

    /** Returns the key that the ROM trusts, burnt at manufacture. */
    public P256PublicKey operatingSystemKey() {
        return now().operatingSystemKey();
    }

    /** Returns the number of boots since manufacture. */
    public synchronized long bootCount() {
        return boots;
    }

    public ManufacturingState manufacturingState() {
        return now().manufacturing();
    }

    /** Returns whether the debug ports are permanently open. */
    public DebugState debugState() {
        return now().debugOpen() ? DebugState.ENABLED : DebugState.DISABLED_PERMANENTLY;
    }

    /** Returns the lowest security version of {@code component} that may boot; 0 when none is burnt. */
    public long securityFloor(ComponentId component) {
        return now().floor(component);
    }

    /** Burns anti-rollback fuses, one component after the other. Lower values change nothing. */
    public synchronized void raiseSecurityFloors(Map<ComponentId, Long> floors) {
        List<OtpRow> rows = floors.entrySet().stream()
                .filter(floor -> floor.getValue() > reading.floor(floor.getKey()))
                .map(floor -> new OtpRow(
                        Kind.SECURITY_FLOOR,
                        0,
                        floor.getValue(),
                        floor.getKey().value().getMostSignificantBits(),
                        floor.getKey().value().getLeastSignificantBits()))
                .toList();
        burn(rows);
    }

    /**
     * Advances the manufacturing state. The current state changes nothing.
     *
     * @throws PlutonException when {@code state} is before the current one
     */
    public synchronized void advanceManufacturing(ManufacturingState state) {
        int present = reading.manufacturing().number();
        if (state.number() < present) {
            throw new PlutonException(Errno.EINVAL, "the manufacturing state cannot go back");
        }
        if (state.number() > present) {
            burn(List.of(OtpRow.of(Kind.MANUFACTURING, state.number())));
        }
    }

    synchronized void countBoot() {
        try {
            boots = new BootCounter(silicon).increment();
            // Repeated at each boot, because a power cut may have prevented the last update of the number.
            new RowsInUse(silicon).raise(new OtpArray(silicon).used());
        } catch (IOException e) {
            throw new UncheckedIOException("the boot in " + silicon + " cannot be counted", e);
        }
    }

    private synchronized FuseReading now() {
        return reading;
    }

    private void burn(List<OtpRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        OtpArray array = new OtpArray(silicon);
        try {
            array.burn(rows);
            new RowsInUse(silicon).raise(array.used());
            reading = FuseReading.of(array.rows());
        } catch (OtpExhaustedException e) {
            throw new PlutonException(Errno.ENOSPC, "the chip has no blank fuses left", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the fuses in " + silicon + " cannot be burnt", e);
        }
    }
}
