package dev.holdfast.contract.id;

/** An ECDSA P-256 signature as R‖S, 64 bytes (IEEE P1363), as in COSE and MT3620 images. */
public final class SignatureBytes extends Bytes {
    /** Length in bytes. */
    public static final int LENGTH = 64;

    private SignatureBytes(byte[] value) {
        super(value, LENGTH, "signature");
    }

    /**
     * Wraps a signature.
     *
     * @throws IllegalArgumentException unless {@code value} has 64 bytes
     */
    public static SignatureBytes of(byte[] value) {
        return new SignatureBytes(value);
    }
}
