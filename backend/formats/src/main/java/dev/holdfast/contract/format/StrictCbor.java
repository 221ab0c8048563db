package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORLong;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.holdfast.contract.format.FormatException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decodes deterministic CBOR (RFC 8949 §4.2.1) from untrusted bytes. First, Jackson parses the bytes, because Jackson limits
 * depth and lengths before it allocates memory. Then the bytes are decoded to an item. Encoding the item must return the same
 * bytes, and map keys must be in ascending order. Therefore a message has only one encoding, without duplicate keys,
 * indefinite lengths and floats. {@link #decodeInAnyOrder} accepts other orders of keys. Decoding takes linear time. In all methods,
 * {@code what} names the value in errors.
 */
final class StrictCbor {
    /** Maximum number of arrays and maps inside each other. */
    private static final int MAX_DEPTH = 8;
    /** Maximum length of a message in bytes. */
    private static final int MAX_LENGTH = 16 * 1024;

    private static final int GUID_LENGTH = 16;
    /** Latest time in seconds since 1970, about 34,800 years later. {@link Instant} can hold it. */
    private static final long LATEST = 0xFF_FFFF_FFFFL;

    private static final CBORFactory BOUNDED = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_LENGTH)
                    .maxStringLength(MAX_LENGTH)
                    .build())
            .build();

    private StrictCbor() {}

    /** Decodes one item. */
    static CBORItem decode(byte[] bytes) throws FormatException {
        return decode(bytes, KeyOrder.ASCENDING);
    }

    /** Decodes one item whose map keys may be in any order. Duplicate keys are refused. */
    static CBORItem decodeInAnyOrder(byte[] bytes) throws FormatException {
        return decode(bytes, KeyOrder.ANY);
    }

    private static CBORItem decode(byte[] bytes, KeyOrder order) throws FormatException {
        if (bytes.length > MAX_LENGTH) {
            throw new FormatException(Reason.SIZE, "CBOR of " + bytes.length + " bytes, at most " + MAX_LENGTH);
        }
        CBORItem item;
        try {
            walk(bytes);
            item = new CBORDecoder(bytes).next();
        } catch (StreamConstraintsException e) {
            throw new FormatException(Reason.DEPTH, "CBOR of more than " + MAX_DEPTH + " levels", e);
        } catch (IOException | RuntimeException e) {
            throw new FormatException("the bytes are not CBOR", e);
        }
        if (item == null || !Arrays.equals(DeterministicCbor.encode(item), bytes)) {
            throw new FormatException(Reason.ENCODING, "the bytes are not exactly one item in deterministic CBOR");
        }
        requireDeterministic(item, order);
        return item;
    }

    /** Parses all bytes with Jackson, which fails if depth or lengths exceed the limits. */
    private static void walk(byte[] bytes) throws IOException {
        try (JsonParser parser = BOUNDED.createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    parser.getEmbeddedObject();
                }
            }
        }
    }

    /** Checks map keys. Refuses all types except 64-bit integers, byte strings, texts, arrays and maps. */
    private static void requireDeterministic(CBORItem item, KeyOrder order) throws FormatException {
        switch (item) {
            case CBORInteger _, CBORLong _, CBORByteArray _, CBORString _ -> {
                // Nothing to check: decode() has compared all bytes with their deterministic encoding.
            }
            case CBORItemList list -> {
                for (CBORItem element : list.getItems()) {
                    requireDeterministic(element, order);
                }
            }
            case CBORPairList map -> {
                requireKeys(map, order);
                for (CBORPair pair : map.getPairs()) {
                    requireDeterministic(pair.getKey(), order);
                    requireDeterministic(pair.getValue(), order);
                }
            }
            default ->
                throw new FormatException(
                        Reason.ENCODING,
                        "neither a 64-bit integer, a string, an array nor a map: "
                                + item.getClass().getSimpleName());
        }
    }

    private static void requireKeys(CBORPairList map, KeyOrder order) throws FormatException {
        Set<ByteBuffer> keys = new HashSet<>();
        byte @Nullable [] previous = null;
        for (CBORPair pair : map.getPairs()) {
            byte[] key = DeterministicCbor.encode(pair.getKey());
            if (!keys.add(ByteBuffer.wrap(key))) {
                throw new FormatException(Reason.DUPLICATE, "a map has a key twice");
            }
            if (order == KeyOrder.ASCENDING && previous != null && Arrays.compareUnsigned(previous, key) > 0) {
                throw new FormatException(Reason.ENCODING, "map keys are not in ascending order");
            }
            previous = key;
        }
    }

    private enum KeyOrder {
        ASCENDING,
        ANY
    }

    static List<? extends CBORItem> list(CBORItem item, String what) throws FormatException {
        if (item instanceof CBORItemList list) {
            return list.getItems();
        }
        throw new FormatException(what + " is not an array");
    }

    static List<? extends CBORItem> list(CBORItem item, int size, String what) throws FormatException {
        List<? extends CBORItem> items = list(item, what);
        if (items.size() != size) {
            throw new FormatException(what + " has " + items.size() + " entries, expected " + size);
        }
        return items;
    }

    static byte[] bytes(CBORItem item, String what) throws FormatException {
        if (item instanceof CBORByteArray bytes) {
            return bytes.getValue();
        }
        throw new FormatException(what + " is not a byte string");
    }

    static String text(CBORItem item, String what) throws FormatException {
        if (item instanceof CBORString text) {
            return text.getValue();
        }
        throw new FormatException(what + " is not text");
    }

    static long integer(CBORItem item, String what) throws FormatException {
        return switch (item) {
            case CBORInteger value -> value.getValue();
            case CBORLong value -> value.getValue();
            default -> throw new FormatException(what + " is not an integer");
        };
    }

    /** Reads a number from 0 to {@code max}. Callers cast it to {@code int} only after this check. */
    static long unsigned(CBORItem item, long max, String what) throws FormatException {
        long value = integer(item, what);
        if (value < 0 || value > max) {
            throw new FormatException(Reason.RANGE, what + " is not from 0 to " + max);
        }
        return value;
    }

    /** Reads whole seconds since 1970, at most {@link #LATEST}. */
    static Instant time(CBORItem item, String what) throws FormatException {
        return Instant.ofEpochSecond(unsigned(item, LATEST, what));
    }

    static UUID guid(CBORItem item, String what) throws FormatException {
        byte[] bytes = bytes(item, what);
        if (bytes.length != GUID_LENGTH) {
            throw new FormatException(Reason.LENGTH, what + " is not a GUID");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Returns the 16 bytes of a GUID, big-endian. */
    static CBORByteArray guid(UUID value) {
        return new CBORByteArray(ByteBuffer.allocate(GUID_LENGTH)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    static ImageType imageType(CBORItem item) throws FormatException {
        int number = (int) unsigned(item, ImageKind.MAX_NUMBER, "image type");
        return ImageType.ofNumber(number)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown image type " + number));
    }

    static Fields map(CBORItem item, String what) throws FormatException {
        if (!(item instanceof CBORPairList map)) {
            throw new FormatException(what + " is not a map");
        }
        Map<Long, CBORItem> fields = new HashMap<>();
        for (CBORPair pair : map.getPairs()) {
            fields.put(integer(pair.getKey(), what + " key"), pair.getValue());
        }
        return new Fields(what, fields);
    }

    /** Entries of a map with integer keys. Take all known entries, then call {@link #end}, which refuses the rest as unknown. */
    record Fields(String what, Map<Long, CBORItem> entries) {
        CBORItem take(long key) throws FormatException {
            CBORItem value = entries.remove(key);
            if (value == null) {
                throw new FormatException(Reason.MISSING, what + " lacks entry " + key);
            }
            return value;
        }

        Optional<CBORItem> takeOptional(long key) {
            return Optional.ofNullable(entries.remove(key));
        }

        void end() throws FormatException {
            if (!entries.isEmpty()) {
                throw new FormatException(Reason.UNKNOWN, what + " has unknown entries " + entries.keySet());
            }
        }
    }
}
