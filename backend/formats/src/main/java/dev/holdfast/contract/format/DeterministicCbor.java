package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORLong;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes CBOR items deterministically (RFC 8949 §4.2.1), but keeps the order of map entries. The encoder of the library
 * {@code com.authlete.cbor} is not deterministic: it writes integers from 2³¹ to 2³²−1 with eight bytes instead of four.
 */
final class DeterministicCbor {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TYPE_SHIFT = 5;
    /** Largest argument that fits into the first byte of an item. */
    private static final int LARGEST_INLINE = 23;
    /** Says that the argument is in the next byte; 25, 26 and 27 say 2, 4 and 8 bytes. */
    private static final int ONE_BYTE = 24;

    private DeterministicCbor() {}

    static byte[] encode(CBORItem item) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(item, out);
        return out.toByteArray();
    }

    private static void write(CBORItem item, ByteArrayOutputStream out) {
        switch (item) {
            case CBORInteger number -> integer(number.getValue(), out);
            case CBORLong number -> integer(number.getValue(), out);
            case CBORByteArray bytes -> string(BYTES, bytes.getValue(), out);
            case CBORString text -> string(TEXT, text.getValue().getBytes(StandardCharsets.UTF_8), out);
            case CBORItemList list -> {
                head(ARRAY, list.getItems().size(), out);
                for (CBORItem element : list.getItems()) {
                    write(element, out);
                }
            }
            case CBORPairList map -> {
                head(MAP, map.getPairs().size(), out);
                for (CBORPair pair : map.getPairs()) {
                    write(pair.getKey(), out);
                    write(pair.getValue(), out);
                }
            }
            // Formats use no other types, and StrictCbor refuses them.
            default -> out.writeBytes(item.encode());
        }
    }

    private static void integer(long value, ByteArrayOutputStream out) {
        head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? -1 - value : value, out);
    }

    private static void string(int type, byte[] content, ByteArrayOutputStream out) {
        head(type, content.length, out);
        out.writeBytes(content);
    }

    /** Writes the head of an item: its type and a value or length in the fewest bytes. */
    private static void head(int type, long argument, ByteArrayOutputStream out) {
        int major = type << TYPE_SHIFT;
        if (argument <= LARGEST_INLINE) {
            out.write(major | (int) argument);
            return;
        }
        int size = 0;
        while (size < 3 && argument >>> (Byte.SIZE << size) != 0) {
            size++;
        }
        out.write(major | (ONE_BYTE + size));
        for (int shift = (Byte.SIZE << size) - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (argument >>> shift));
        }
    }
}
