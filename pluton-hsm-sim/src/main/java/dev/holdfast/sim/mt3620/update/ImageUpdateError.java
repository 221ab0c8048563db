package dev.holdfast.sim.mt3620.update;

import java.util.Arrays;
import java.util.Optional;

/**
 * Error codes of image updates: category 7 of Azure Sphere's error catalog. Only documented codes are constants; codes
 * with a common description share a constant.
 */
public enum ImageUpdateError {
    /** The images do not fit. */
    OUT_OF_SPACE(2, 2),
    /** The staged images cannot be put in use. */
    COMMIT_FAILED(12, 12),
    /** An image's signature or content is invalid. */
    VERIFICATION_FAILED(15, 15),
    /** A compressed image cannot be unpacked. */
    DECOMPRESSION_FAILED(16, 16),
    /** An image is larger than the limit. */
    SIZE_LIMIT_EXCEEDED(19, 19),
    /** An image differs from the announced one. */
    IDENTITY_INCONSISTENT(20, 20),
    /** Verification took too long. */
    VERIFICATION_TIMED_OUT(25, 25),
    /** Erasure coding failed. */
    ERASURE_CODING_FAILED(27, 29),
    /** An image arrived before its dependencies. */
    OUT_OF_ORDER(30, 30),
    /** The header of a manifest set is invalid. */
    MANIFEST_SET_HEADER_INVALID(31, 36),
    /** No update is in progress. */
    NOT_IN_PROGRESS(38, 38),
    /** An update is in progress. */
    ALREADY_IN_PROGRESS(39, 39),
    /** A dependency of an image is not provided. */
    ABI_NOT_PROVIDED(40, 41),
    /** The total size exceeds the limit. */
    TOTAL_SIZE_LIMIT_EXCEEDED(42, 42),
    /** There are several components of a type that allows only one. */
    MULTIPLE_COMPONENTS_OF_TYPE(43, 43),
    /** A component ID is invalid. */
    INVALID_COMPONENT_ID(47, 47);

    public static final int CATEGORY = 7;

    private final int first;
    private final int last;

    ImageUpdateError(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** Returns the code; the lowest one of several. */
    public int code() {
        return first;
    }

    /** Returns the error with this code; empty for an undocumented code. */
    public static Optional<ImageUpdateError> ofCode(int code) {
        return Arrays.stream(values())
                .filter(error -> error.first <= code && code <= error.last)
                .findFirst();
    }
}
