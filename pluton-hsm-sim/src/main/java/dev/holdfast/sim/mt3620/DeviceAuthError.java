package dev.holdfast.sim.mt3620;

import java.util.Arrays;
import java.util.Optional;

/** What a device reports when authentication and attestation fail: error category 23 of Azure Sphere's error catalogue. */
public enum DeviceAuthError {
    /** An answer cannot be decoded. */
    PROTOBUF_DECODE(1),
    /** A request cannot be encoded. */
    PROTOBUF_ENCODE(2),
    /** The service cannot be reached. */
    SERVICES_REQUEST(3),
    /** The service refuses. */
    SERVICES_RESPONDED_WITH_ERROR(4),
    /** The service's answer makes no sense. */
    SERVICES_RESPONSE_INVALID(5),
    /** The attestation runtime fails. */
    ATTESTATION_RUNTIME(6),
    /** The client is not in a state to do this. */
    INTERNAL_STATE(7),
    /** The tenant ID is not one. */
    INVALID_TENANT_ID(8),
    /** A certificate cannot be stored. */
    STORE_CERTIFICATE(9),
    /** The secure kernel fails. */
    SECURE_KERNEL(10),
    /** A certificate does not verify. */
    CERTIFICATE_VERIFICATION_FAILED(11),
    /** A cached certificate cannot be used. */
    CACHED_CERTIFICATE(12),
    /** The seed of the client key cannot be kept. */
    KEY_PERSISTENCE(13),
    /** The client key cannot be restored. */
    KEY_RESTORATION(14),
    /** The restored key is not the one in the cached certificate. */
    PUBLIC_KEY_VERIFICATION_FAILED(15);

    /** The number of the category. */
    public static final int CATEGORY = 23;

    private final int code;

    DeviceAuthError(int code) {
        this.code = code;
    }

    /** Returns the code. */
    public int code() {
        return code;
    }

    /** Finds what a code means; empty when that is not documented. */
    public static Optional<DeviceAuthError> ofCode(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }
}
