package dev.holdfast.sim.mt3620;

import java.util.Arrays;
import java.util.Optional;

/** Error codes of authentication and attestation: category 23 of Azure Sphere's error catalog. */
public enum DeviceAuthError {
    /** A response cannot be decoded. */
    PROTOBUF_DECODE(1),
    /** A request cannot be encoded. */
    PROTOBUF_ENCODE(2),
    /** The service is unreachable. */
    SERVICES_REQUEST(3),
    /** The service refused the request. */
    SERVICES_RESPONDED_WITH_ERROR(4),
    /** The response is invalid. */
    SERVICES_RESPONSE_INVALID(5),
    /** The attestation runtime failed. */
    ATTESTATION_RUNTIME(6),
    /** The client's state does not permit the operation. */
    INTERNAL_STATE(7),
    /** The tenant ID is invalid. */
    INVALID_TENANT_ID(8),
    /** A certificate cannot be stored. */
    STORE_CERTIFICATE(9),
    /** The secure kernel failed. */
    SECURE_KERNEL(10),
    /** A certificate does not verify. */
    CERTIFICATE_VERIFICATION_FAILED(11),
    /** A cached certificate is unusable. */
    CACHED_CERTIFICATE(12),
    /** The seed of the client key cannot be stored. */
    KEY_PERSISTENCE(13),
    /** The client key cannot be restored. */
    KEY_RESTORATION(14),
    /** The restored key does not match the cached certificate. */
    PUBLIC_KEY_VERIFICATION_FAILED(15);

    public static final int CATEGORY = 23;

    private final int code;

    DeviceAuthError(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Returns the error with this code; empty for an undocumented code. */
    public static Optional<DeviceAuthError> ofCode(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }
}
