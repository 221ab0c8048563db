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
 * What the chip never forgets: the key of its ROM, its debug ports, how far manufacture has come, the anti-rollback floors,
 * and how often it booted. Values only grow, since a fuse once blown stays blown, and a power cut leaves the old value or
 * the new one. May be called from any thread.
 *
 * <p>Failures of the medium are {@link UncheckedIOException}s; {@link PlutonException} with {@link Errno#ENOSPC} means
 * that all fuses are used up.
 */
public final class Fuses {
    /** From layout 2 on the number of rows is noted; dies of layout 1 do without. */
    private static final long LAYOUT = 2;

    private static final long NOTED = 2;
    private static final int KEY_ROWS = 4;

    private final Silicon silicon;
    private FuseReading reading;
    private long boots;

    private Fuses(Silicon silicon, FuseReading reading, long boots) {
        this.silicon = silicon;
        this.reading = reading;
        this.boots = boots;
    }

    /** Reads the fuses of a chip; a die that was not provisioned to the end is not one. */
    static Fuses open(Silicon silicon) throws IOException {
        FuseReading reading = FuseReading.of(new OtpArray(silicon).rows());
        if (!reading.provisioned()) {
            throw new IOException("there is no chip in " + silicon);
        }
        if (reading.layout() >= NOTED && !new RowsInUse(silicon).isThere()) {
            throw silicon.damage(Area.BOOTS, "is damaged: cells are missing");
        }
        return new Fuses(silicon, reading, new BootCounter(silicon).read());
    }

    /** Returns whether the die is a chip, that is, was provisioned to the end. */
    static boolean provisioned(Silicon silicon) throws IOException {
        boolean provisioned = FuseReading.of(new OtpArray(silicon).rows()).provisioned();
        if (!provisioned && new BootCounter(silicon).read() > 0) {
            throw silicon.damage(Area.OTP, "is damaged: the chip has booted, and its fuses say nothing");
        }
        return provisioned;
    }

    /** Burns what a chip is made with. The last row makes the die a chip; a power cut before it leaves none. */
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

    /** Returns the key that the ROM trusts, as burnt at manufacture. */
    public P256PublicKey operatingSystemKey() {
        return now().operatingSystemKey();
    }

    /** Returns boots since manufacture. */
    public synchronized long bootCount() {
        return boots;
    }

    /** Returns how far manufacture has come. */
    public ManufacturingState manufacturingState() {
        return now().manufacturing();
    }

    /** Returns whether the debug ports were left open for good. */
    public DebugState debugState() {
        return now().debugOpen() ? DebugState.ENABLED : DebugState.DISABLED_PERMANENTLY;
    }

    /** Returns the lowest security version of {@code component} that may still boot; 0 when none was burnt. */
    public long securityFloor(ComponentId component) {
        return now().floor(component);
    }

    /** Burns anti-rollback fuses, one component after the other; values below the present ones change nothing. */
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

    /** Returns the highest version of a manifest set that was ever accepted; 0 when there was none. */
    public long manifestFloor() {
        return now().manifestFloor();
    }

    /** Remembers that a manifest set of this version was accepted. */
    public synchronized void raiseManifestFloor(long version) {
        if (version > reading.manifestFloor()) {
            burn(List.of(OtpRow.of(Kind.MANIFEST_FLOOR, version)));
        }
    }

    /**
     * Advances manufacture; the state that is there already changes nothing.
     *
     * @throws PlutonException when {@code state} lies behind the present one
     */
    public synchronized void advanceManufacturing(ManufacturingState state) {
        int present = reading.manufacturing().number();
        if (state.number() < present) {
            throw new PlutonException(Errno.EINVAL, "manufacturing states go forward only");
        }
        if (state.number() > present) {
            burn(List.of(OtpRow.of(Kind.MANUFACTURING, state.number())));
        }
    }

    synchronized void countBoot() {
        try {
            boots = new BootCounter(silicon).increment();
            // Again at each boot: a power cut may have kept the last one from being noted.
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
