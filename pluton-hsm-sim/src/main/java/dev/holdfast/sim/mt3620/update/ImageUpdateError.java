package dev.holdfast.sim.mt3620.update;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a device reports when an image update fails: error category 7 of Azure Sphere's error catalogue. Of its 47 codes
 * these are the documented ones; where a run of codes is documented as one thing, so it is here.
 */
public enum ImageUpdateError {
    /** The images do not fit. */
    OUT_OF_SPACE(2, 2),
    /** What was staged cannot be put in use. */
    COMMIT_FAILED(12, 12),
    /** An image's signature or content does not hold. */
    VERIFICATION_FAILED(15, 15),
    /** A compressed image cannot be unpacked. */
    DECOMPRESSION_FAILED(16, 16),
    /** An image is larger than may be staged. */
    SIZE_LIMIT_EXCEEDED(19, 19),
    /** An image is not the one that was announced. */
    IDENTITY_INCONSISTENT(20, 20),
    /** Verification took too long. */
    VERIFICATION_TIMED_OUT(25, 25),
    /** Erasure coding failed. */
    ERASURE_CODING_FAILED(27, 29),
    /** An image came before those that it depends on. */
    OUT_OF_ORDER(30, 30),
    /** The head of a manifest set is wrong. */
    MANIFEST_SET_HEADER_INVALID(31, 36),
    /** No update is in progress. */
    NOT_IN_PROGRESS(38, 38),
    /** An update is in progress. */
    ALREADY_IN_PROGRESS(39, 39),
    /** What an image depends on is not provided. */
    ABI_NOT_PROVIDED(40, 41),
    /** The total size is above the limit. */
    TOTAL_SIZE_LIMIT_EXCEEDED(42, 42),
    /** There is more than one component of a type of which a device has one. */
    MULTIPLE_COMPONENTS_OF_TYPE(43, 43),
    /** A component ID is not one. */
    INVALID_COMPONENT_ID(47, 47);

    /** The number of the category. */
    public static final int CATEGORY = 7;

    private final int first;
    private final int last;

    ImageUpdateError(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** Returns the code; the lowest when several mean this. */
    public int code() {
        return first;
    }

    /** Finds what a code means; empty when that is not documented. */
    public static Optional<ImageUpdateError> ofCode(int code) {
        return Arrays.stream(values())
                .filter(error -> error.first <= code && code <= error.last)
                .findFirst();
    }
}
