package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One-time-programmable cells that outlive a reset: named numbers that only grow, since a fuse once blown stays blown.
 * A change is one rename of a file, so a power cut leaves the old state or the new one.
 */
public final class Fuses {
    private static final String FILE = "pluton.fuses";
    private static final String BOOTS = "boots";
    private static final String MANUFACTURING = "manufacturing";
    private static final String DEBUG_OPEN = "debug-open";
    private static final String MANIFEST = "manifest";
    private static final String FLOOR = "floor.";
    private static final String OPERATING_SYSTEM_KEY = "os-key.";
    private static final int KEY_WORDS = 16;

    private final Path file;
    private final Map<String, Long> cells = new TreeMap<>();

    private Fuses(Path file) {
        this.file = file;
    }

    static Fuses open(Path directory) throws IOException {
        Fuses fuses = new Fuses(directory.resolve(FILE));
        try {
            for (String line : Files.readAllLines(fuses.file, StandardCharsets.US_ASCII)) {
                int equals = line.indexOf('=');
                fuses.cells.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        } catch (NoSuchFileException e) {
            return fuses;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(fuses.file + " is damaged", e);
        }
        return fuses;
    }

    /** Returns the key that the ROM trusts, as burnt at manufacture. */
    public P256PublicKey operatingSystemKey() {
        ByteBuffer words = ByteBuffer.allocate(P256PublicKey.LENGTH);
        for (int i = 0; i < KEY_WORDS; i++) {
            words.putInt((int) value(OPERATING_SYSTEM_KEY + i));
        }
        return P256PublicKey.of(words.array());
    }

    /** Returns boots since manufacture. */
    public long bootCount() {
        return value(BOOTS);
    }

    /** Returns how far manufacture has come. */
    public ManufacturingState manufacturingState() {
        return ManufacturingState.ofNumber(value(MANUFACTURING)).orElseThrow();
    }

    /** Returns whether the debug ports were left open for good. */
    public DebugState debugState() {
        return value(DEBUG_OPEN) == 1 ? DebugState.ENABLED : DebugState.DISABLED_PERMANENTLY;
    }

    /** Returns the lowest security version of {@code component} that may still boot. */
    public long securityFloor(ComponentId component) {
        return value(FLOOR + component);
    }

    /** Burns anti-rollback fuses; values below the present ones change nothing. */
    public void raiseSecurityFloors(Map<ComponentId, Long> floors) {
        Map<String, Long> burnt = new HashMap<>();
        floors.forEach((component, version) -> burnt.put(FLOOR + component, version));
        burn(burnt);
    }

    /** Returns the highest version of a manifest set that was ever accepted. */
    public long manifestFloor() {
        return value(MANIFEST);
    }

    /** Remembers that a manifest set of this version was accepted. */
    public void raiseManifestFloor(long version) {
        burn(Map.of(MANIFEST, version));
    }

    /**
     * SET_MANUFACTURING_STATE: forward only.
     *
     * @throws PlutonException when {@code state} lies behind the present one
     */
    public void advanceManufacturing(ManufacturingState state) {
        if (state.number() < value(MANUFACTURING)) {
            throw new PlutonException("manufacturing states go forward only");
        }
        burn(Map.of(MANUFACTURING, (long) state.number()));
    }

    void manufacture(P256PublicKey operatingSystemKey, DebugState debug) {
        ByteBuffer bytes = ByteBuffer.wrap(operatingSystemKey.bytes());
        Map<String, Long> burnt = new HashMap<>();
        for (int i = 0; i < KEY_WORDS; i++) {
            burnt.put(OPERATING_SYSTEM_KEY + i, Integer.toUnsignedLong(bytes.getInt()));
        }
        burnt.put(DEBUG_OPEN, debug == DebugState.ENABLED ? 1L : 0L);
        burn(burnt);
    }

    synchronized void countBoot() {
        burn(Map.of(BOOTS, value(BOOTS) + 1));
    }

    private synchronized long value(String cell) {
        return cells.getOrDefault(cell, 0L);
    }

    private synchronized void burn(Map<String, Long> values) {
        Map<String, Long> burnt = new TreeMap<>(cells);
        values.forEach((cell, value) -> burnt.merge(cell, value, Math::max));
        if (burnt.equals(cells)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        burnt.forEach((cell, value) ->
                text.append(cell).append('=').append(value.longValue()).append('\n'));
        try {
            Path pending = file.resolveSibling(FILE + ".pending");
            Files.writeString(pending, text, StandardCharsets.US_ASCII);
            Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the fuses in " + file + " cannot be burnt", e);
        }
        cells.putAll(burnt);
    }
}
