package dev.holdfast.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Malformed copies of bytes, and assertions that a decoder refuses them with a certain reason. */
public final class Malformed {
    private Malformed() {}

    /** Decoder under test. */
    @FunctionalInterface
    public interface Reader {
        /** Decodes bytes; fails with the reason if they are malformed. */
        Object read(byte[] bytes) throws FormatException;
    }

    /** Returns all proper prefixes of {@code whole}. */
    public static List<byte[]> truncations(byte[] whole) {
        List<byte[]> cut = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            cut.add(Arrays.copyOf(whole, length));
        }
        return cut;
    }

    /**
     * Returns copies with another little-endian number of {@code width} bytes at {@code offset}: 0, 1, the largest unsigned and signed
     * values, the smallest signed value, and the original value ± 1.
     */
    public static List<byte[]> withOtherNumbers(byte[] whole, int offset, int width) {
        long max = width == Long.BYTES ? -1 : (1L << (width * 8)) - 1;
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | Byte.toUnsignedLong(whole[offset + i]);
        }
        List<byte[]> changed = new ArrayList<>();
        for (long other : new long[] {0, 1, max, max ^ (max >>> 1), max >>> 1, (value - 1) & max, (value + 1) & max}) {
            if (other != value) {
                changed.add(with(whole, offset, width, other));
            }
        }
        return changed;
    }

    /** Returns a copy with another little-endian number of {@code width} bytes at {@code offset}. */
    public static byte[] with(byte[] whole, int offset, int width, long value) {
        byte[] changed = whole.clone();
        for (int i = 0; i < width; i++) {
            changed[offset + i] = (byte) (value >>> (i * 8));
        }
        return changed;
    }

    /** Asserts that {@code reader} refuses each of the inputs with one of {@code reasons}. */
    public static void assertRefused(List<byte[]> all, Reader reader, Reason... reasons) {
        assertThat(all).isNotEmpty();
        for (byte[] bytes : all) {
            Throwable thrown = catchThrowable(() -> reader.read(bytes));
            assertThat(thrown).as("%d bytes", bytes.length).isInstanceOf(FormatException.class);
            if (thrown instanceof FormatException fault) {
                assertThat(fault.reason()).as(fault.getMessage()).isIn((Object[]) reasons);
            }
        }
    }

    /** Asserts that {@code reader} refuses the bytes with {@code reason}. */
    public static void assertRefused(byte[] bytes, Reader reader, Reason reason) {
        assertRefused(List.of(bytes), reader, reason);
    }
}
