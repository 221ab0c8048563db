package dev.holdfast.contract.format;

import java.util.OptionalInt;

/**
 * The bytes are not in the format that they should be in. The message says where and why, and holds no secret;
 * {@link #reason()} is for programs.
 */
public final class FormatException extends Exception {
    private static final int NOWHERE = -1;

    private final Reason reason;
    private final int offset;

    /** Makes one that says what is wrong; its reason is {@link Reason#MALFORMED}. */
    public FormatException(String message) {
        this(Reason.MALFORMED, message);
    }

    /** Makes one that says what is wrong and what found it; its reason is {@link Reason#MALFORMED}. */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
        this.reason = Reason.MALFORMED;
        this.offset = NOWHERE;
    }

    /** Makes one that says what is wrong and what found it. */
    public FormatException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.offset = NOWHERE;
    }

    /** Makes one that has no place in the bytes, such as a signature that does not hold. */
    public FormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.offset = NOWHERE;
    }

    /** Makes one that says where: {@code offset} counts from the first byte of the message or package. */
    public FormatException(Reason reason, int offset, String message) {
        super("offset " + offset + ": " + message);
        this.reason = reason;
        this.offset = offset;
    }

    /** Returns what kind of fault it is. */
    public Reason reason() {
        return reason;
    }

    /** Returns the offset of the field at fault, where there is one. */
    public OptionalInt offset() {
        return offset == NOWHERE ? OptionalInt.empty() : OptionalInt.of(offset);
    }

    /** What can be wrong with bytes. */
    public enum Reason {
        /** The whole is shorter or longer than its format allows; nothing was read. */
        SIZE,
        /** A field reaches past the end. */
        TRUNCATED,
        /** A length or an offset disagrees with what is there. */
        LENGTH,
        /** Bytes remain behind the last field. */
        TRAILING,
        /** The magic number is not the format's. */
        MAGIC,
        /** A version that this reader does not know. */
        VERSION,
        /** A count is outside the format's limits. */
        COUNT,
        /** A value is outside its range. */
        RANGE,
        /** Something that may be there once is there twice. */
        DUPLICATE,
        /** Something that must be there is not. */
        MISSING,
        /** A constant that nobody defined. */
        UNKNOWN,
        /** CBOR within CBOR within CBOR: more levels than any format here has. */
        DEPTH,
        /** CBOR that could have been written in another way: not the deterministic encoding of RFC 8949 §4.2. */
        ENCODING,
        /** A signature algorithm other than the one that the format has. */
        ALGORITHM,
        /** A header that must be understood and is not (RFC 9052 §3.1, {@code crit}). */
        CRITICAL,
        /** A kind of evidence, or a profile of it, that this reader does not know. */
        PROFILE,
        /** The signature is not by the expected key. */
        SIGNATURE,
        /** It is sound, but meant for another device or purpose. */
        PURPOSE,
        /** Anything else. */
        MALFORMED
    }
}
