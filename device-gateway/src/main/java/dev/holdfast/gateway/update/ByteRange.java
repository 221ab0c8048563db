package dev.holdfast.gateway.update;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Byte range of a {@code Range} header (RFC 9110 §14.2). */
sealed interface ByteRange {
    /** A single range. Several ranges and unreadable headers count as none, which the RFC allows. */
    Pattern SINGLE = Pattern.compile("bytes=(\\d{0,10})-(\\d{0,10})");

    /** No range, or none that is supported: the whole representation. */
    record Whole() implements ByteRange {}

    /**
     * Part of the representation.
     *
     * @param from first byte
     * @param to byte after the last
     */
    record Satisfiable(int from, int to) implements ByteRange {
        String contentRange(int length) {
            return "bytes " + from + "-" + (to - 1) + "/" + length;
        }
    }

    /** Range without any byte of the representation. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * Parses a {@code Range} header under the condition of {@code If-Range} (RFC 9110 §13.1.5). With another entity tag, a weak one or a
     * date, the range does not apply.
     *
     * @param header value of {@code Range}, null when absent
     * @param condition value of {@code If-Range}, null when absent
     * @param entityTag strong entity tag of the representation
     * @param length length of the whole representation, in bytes
     */
    static ByteRange parse(@Nullable String header, @Nullable String condition, String entityTag, int length) {
        return condition == null || condition.equals(entityTag) ? parse(header, length) : new Whole();
    }

    /**
     * Parses a header.
     *
     * @param header value of the header, null when absent
     * @param length length of the whole representation, in bytes
     */
    static ByteRange parse(@Nullable String header, int length) {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(range.group(2)), length);
            return last == 0 ? new Unsatisfiable() : new Satisfiable((int) (length - last), length);
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? length : Math.min(Long.parseLong(range.group(2)) + 1, length);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from) {
            return new Whole();
        }
        return from >= length ? new Unsatisfiable() : new Satisfiable((int) from, (int) to);
    }
}
