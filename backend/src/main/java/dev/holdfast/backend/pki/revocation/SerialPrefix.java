package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.id.Blob;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Range of the serial numbers with a hex prefix, for an index scan.
 *
 * @param first lowest
 * @param last upper bound, at least the highest serial number with the prefix
 */
record SerialPrefix(Blob first, Blob last) {
    /** A serial number has at most 20 bytes (RFC 5280 §4.1.2.2). */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,40}");

    /** Digits of the longest stored number: 20 bytes and a leading zero byte. */
    private static final int MAX_DIGITS = 42;

    private static final String SIGN = "00";

    /** Parses a prefix in either case, with or without colons; empty when invalid. */
    static Optional<SerialPrefix> parse(String text) {
        String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!HEX.matcher(digits).matches()) {
            return Optional.empty();
        }
        String stored = stored(digits);
        return Optional.of(new SerialPrefix(
                Blob.of(HexFormat.of().parseHex(stored + "0".repeat(stored.length() % 2))),
                Blob.of(HexFormat.of().parseHex(stored + "f".repeat(MAX_DIGITS - stored.length())))));
    }

    /** Returns the digits as stored: with a zero byte before a first byte of hex 80 or more, and without other leading zeros. */
    private static String stored(String digits) {
        String number = digits;
        while (number.length() > 2 && number.startsWith(SIGN)) {
            number = number.substring(2);
        }
        return number.charAt(0) >= '8' ? SIGN + number : number;
    }
}
