package dev.holdfast.sim.hsm.otp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A die in memory whose power can be cut at the n-th operation that changes something. What is in its cells stays, and
 * the next owner finds it.
 */
public final class MemorySilicon implements Silicon {
    private final Map<Area, byte[]> cells = new EnumMap<>(Area.class);
    private Cut cut = Cut.BEFORE;
    private int cutAt = Integer.MAX_VALUE;
    private int operations;

    /** Where in an operation the power goes. */
    public enum Cut {
        BEFORE,
        /** The first half of the bytes got through. */
        FIRST_HALF,
        /** Every other bit got through. */
        EVERY_OTHER_BIT,
        /** All but one bit got through. */
        ALL_BUT_ONE_BIT,
        AFTER
    }

    /** The power is gone. */
    public static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Returns another die with the same cells, and power that stays. */
    public MemorySilicon copy() {
        MemorySilicon copy = new MemorySilicon();
        cells.forEach((area, content) -> copy.cells.put(area, content.clone()));
        return copy;
    }

    /** Cuts power at the {@code operation}-th operation from now, counted from 0. */
    public MemorySilicon cutAt(int operation, Cut where) {
        operations = 0;
        cutAt = operation;
        cut = where;
        return this;
    }

    /** Returns how many operations there were since the last call of {@link #cutAt}. */
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
