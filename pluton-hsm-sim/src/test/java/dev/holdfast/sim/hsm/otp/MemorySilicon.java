package dev.holdfast.sim.hsm.otp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The memory cells of a chip, held in memory. The power can fail at the n-th write. The cells keep their content. */
public final class MemorySilicon implements Silicon {
    private final Map<Area, byte[]> cells = new EnumMap<>(Area.class);
    private Cut cut = Cut.BEFORE;
    private int cutAt = Integer.MAX_VALUE;
    private int operations;

    /** The point in an operation at which power fails. */
    public enum Cut {
        BEFORE,
        /** The first half of the bytes is written. */
        FIRST_HALF,
        /** Every other bit is written. */
        EVERY_OTHER_BIT,
        /** All bits but one are written. */
        ALL_BUT_ONE_BIT,
        AFTER
    }

    /** Thrown when the power fails. */
    public static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Returns a copy with the same content, whose power does not fail. */
    public MemorySilicon copy() {
        MemorySilicon copy = new MemorySilicon();
        cells.forEach((area, content) -> copy.cells.put(area, content.clone()));
        return copy;
    }

    /** Cuts the power at operation number {@code operation}, counted from 0 from now on. An operation is a write, a burn or a discard. */
    public MemorySilicon cutAt(int operation, Cut where) {
        operations = 0;
        cutAt = operation;
        cut = where;
        return this;
    }

    /** Returns the number of operations since the last call of {@link #cutAt}. */
    public int operations() {
        return operations;
    }

    @Override
    public byte[] read(Area area) {
        return cells.getOrDefault(area, new byte[0]).clone();
    }

    @Override
    public void burn(Area area, int offset, byte[] bits) {
        change(area, offset, bits, true);
    }

    @Override
    public void write(int offset, byte[] content) {
        change(Area.BOOTS, offset, content, false);
    }

    @Override
    public void discard() {
        if (operations == cutAt && cut != Cut.AFTER) {
            if (cut != Cut.BEFORE) {
                cells.remove(Area.SEAL);
                cells.remove(Area.KEYS);
            }
            throw new PowerCut();
        }
        cells.clear();
        count();
    }

    private void change(Area area, int offset, byte[] content, boolean burn) {
        byte[] before = read(area);
        byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + content.length));
        boolean cutHere = operations == cutAt && cut != Cut.AFTER;
        for (int i = 0; i < content.length; i++) {
            int target = burn ? after[offset + i] | content[i] : content[i];
            int mask = cutHere ? mask(i, content.length) : 0xFF;
            after[offset + i] = (byte) ((after[offset + i] & ~mask) | (target & mask));
        }
        cells.put(area, after);
        if (cutHere) {
            throw new PowerCut();
        }
        count();
    }

    private int mask(int index, int length) {
        return switch (cut) {
            case BEFORE, AFTER -> 0;
            case FIRST_HALF -> index < length / 2 ? 0xFF : 0;
            case EVERY_OTHER_BIT -> 0x55;
            case ALL_BUT_ONE_BIT -> index == length - 1 ? 0xFE : 0xFF;
        };
    }

    private void count() {
        if (operations++ == cutAt) {
            throw new PowerCut();
        }
    }

    @Override
    public String toString() {
        return "memory";
    }
}
