package dev.holdfast.sim.mt3620;

import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.SparseFlash;
import java.util.Arrays;

/** A power supply that fails at a chosen operation: a page program, a sector erase, or a fuse burn. */
final class PowerSupply {
    private int used;
    private int failsAt = Integer.MAX_VALUE;
    private Tear tear = Tear.NOTHING;

    /** Progress of the operation at which the power fails. */
    enum Tear {
        /** The operation has not begun. */
        NOTHING,
        /** The first half of the bytes is done. */
        FIRST_HALF,
        /** Some of the bits are done. */
        SCATTERED
    }

    /** Thrown when the power fails. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets the power fail after {@code operations} more operations. */
    void failAfter(int operations, Tear left) {
        used = 0;
        failsAt = operations;
        tear = left;
    }

    /** Lets the power never fail. */
    void never() {
        used = 0;
        failsAt = Integer.MAX_VALUE;
    }

    /** Returns the number of operations since the last call of {@link #failAfter} or {@link #never}. */
    int used() {
        return used;
    }

    /** Counts an operation. Returns whether the power fails during it. Throws if the power has failed before. */
    private boolean fails() {
        if (used > failsAt) {
            throw new PowerCut();
        }
        return used++ == failsAt;
    }

    /** Counts an operation that a power failure cannot leave half done, such as a fuse burn. */
    void whole() {
        if (fails()) {
            throw new PowerCut();
        }
    }

    /** Returns the flash {@code part} with this power supply. */
    NorFlash feeding(SparseFlash part) {
        return new Fed(part);
    }

    private final class Fed implements NorFlash {
        private final SparseFlash part;

        Fed(SparseFlash part) {
            this.part = part;
        }

        @Override
        public FlashGeometry geometry() {
            return part.geometry();
        }

        @Override
        public byte[] read(int address, int length) {
            return part.read(address, length);
        }

        @Override
        public void program(int address, byte[] bytes) {
            if (fails()) {
                part.program(address, torn(bytes));
                throw new PowerCut();
            }
            part.program(address, bytes);
        }

        private byte[] torn(byte[] bytes) {
            byte[] left = bytes.clone();
            switch (tear) {
                case NOTHING -> Arrays.fill(left, ERASED);
                case FIRST_HALF -> Arrays.fill(left, left.length / 2, left.length, ERASED);
                case SCATTERED -> {
                    for (int i = 0; i < left.length; i++) {
                        left[i] |= (byte) (scatter(i) >>> 3);
                    }
                }
            }
            return left;
        }

        @Override
        public void erase(int address) {
            if (fails()) {
                tornErase(address);
                throw new PowerCut();
            }
            part.erase(address);
        }

        private void tornErase(int address) {
            int size = geometry().sectorSize();
            byte[] left = part.read(address, size);
            switch (tear) {
                case NOTHING -> {}
                case FIRST_HALF -> Arrays.fill(left, 0, size / 2, ERASED);
                case SCATTERED -> {
                    for (int i = 0; i < size; i++) {
                        left[i] |= (byte) (scatter(i) >>> 3);
                    }
                }
            }
            part.erase(address);
            int page = geometry().pageSize();
            for (int offset = 0; offset < size; offset += page) {
                part.program(address + offset, Arrays.copyOfRange(left, offset, offset + page));
            }
        }

        /** Returns bits that look random, the same for the same index. */
        private int scatter(int i) {
            return (i + 1) * 0x9E37_79B9;
        }
    }
}
