package dev.holdfast.contract.format;

import java.util.OptionalInt;

/**
 * Thrown when bytes do not have the expected format. The message contains the offset if it is known, and no secrets.
 * Programs use {@link #reason()}.
 */
public final class FormatException extends Exception {
    private static final int NOWHERE = -1;

    private final Reason reason;
    private final int offset;

    /** Creates an exception with the reason {@link Reason#MALFORMED}. */
    public FormatException(String message) {
        this(Reason.MALFORMED, message);
    }

    /** Creates an exception with a cause and the reason {@link Reason#MALFORMED}. */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
        this.reason = Reason.MALFORMED;
        this.offset = NOWHERE;
    }

    /** Creates an exception with a reason and a cause. */
    public FormatException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.offset = NOWHERE;
    }

    /** Creates an exception without an offset, such as for an invalid signature. */
    public FormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.offset = NOWHERE;
    }

    /** Creates an exception with an offset, from the first byte of the message or package. */
    public FormatException(Reason reason, int offset, String message) {
        super("offset " + offset + ": " + message);
        this.reason = reason;
        this.offset = offset;
    }

    /** Returns the kind of error. */
    public Reason reason() {
        return reason;
    }

    /** Returns the offset of the invalid field; empty if there is none. */
    public OptionalInt offset() {
        return offset == NOWHERE ? OptionalInt.empty() : OptionalInt.of(offset);
    }

    /** Kind of error. */
    public enum Reason {
        /** The input is shorter or longer than its format allows. Nothing was read. */
        SIZE,
        /** A field extends beyond the end. */
        TRUNCATED,
        /** A length or an offset does not match the data. */
        LENGTH,
        /** Bytes remain after the last field. */
        TRAILING,
        /** The magic number at the start is wrong. */
        MAGIC,
        /** The version is unknown. */
        VERSION,
        /** A count is outside the format's limits. */
        COUNT,
        /** A value is outside its range. */
        RANGE,
        /** An element that may occur once occurs twice. */
        DUPLICATE,
        /** A required element is missing. */
        MISSING,
        /** A constant or an element is unknown. */
        UNKNOWN,
        /** CBOR is nested more deeply than any format allows. */
        DEPTH,
        /** CBOR is not in the deterministic encoding of RFC 8949 §4.2. */
        ENCODING,
        /** The signature algorithm is missing or not the one that the format requires. */
        ALGORITHM,
        /** A critical header is not supported (RFC 9052 §3.1, {@code crit}). */
        CRITICAL,
        /** The profile of the evidence or result is unknown. */
        PROFILE,
        /** The expected key did not create the signature. */
        SIGNATURE,
        /** The input is valid, but for another device or purpose. */
        PURPOSE,
        /** Any other error. */
        MALFORMED
    }
}
