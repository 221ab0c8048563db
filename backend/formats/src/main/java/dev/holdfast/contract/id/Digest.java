package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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
        MessageDigest sha256 = sha256();
        sha256.update(content, offset, length);
        return new Digest(sha256.digest());
    }

    /** Hashes the rest of {@code content} with SHA-256, and does not close it. */
    public static Digest sha256(InputStream content) throws IOException {
        MessageDigest sha256 = sha256();
        new DigestInputStream(content, sha256).transferTo(OutputStream.nullOutputStream());
        return new Digest(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** Returns the value of the HTTP field {@code Content-Digest} (RFC 9530). */
    public String contentDigest() {
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes()) + ':';
    }

    /** Returns the JSON form: 64 lower-case hex digits. */
    @JsonValue
    public String json() {
        return hex();
    }
}
