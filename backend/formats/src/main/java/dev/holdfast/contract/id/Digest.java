package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest: 32 bytes, in text 64 lower-case hex digits. */
public final class Digest extends Bytes {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private Digest(byte[] value) {
        super(value, LENGTH, "SHA-256 digest");
    }

    /**
     * Wraps a digest.
     *
     * @throws IllegalArgumentException unless {@code value} has 32 bytes
     */
    public static Digest of(byte[] value) {
        return new Digest(value);
    }

    /**
     * Parses 64 hex digits of either case.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static Digest parse(String hex) {
        return new Digest(parseHex(hex, LENGTH, "SHA-256 digest"));
    }

    /** Hashes {@code content} with SHA-256. */
    public static Digest sha256(byte[] content) {
        return sha256(content, 0, content.length);
    }

    /** Hashes {@code length} bytes of {@code content} from {@code offset} with SHA-256. */
    public static Digest sha256(byte[] content, int offset, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(content, offset, length);
            return new Digest(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** Returns the JSON form: 64 lower-case hex digits. */
    @JsonValue
    public String json() {
        return hex();
    }
}
