package dev.holdfast.contract.format;

/**
 * Verifier that created a result (draft-ietf-rats-ar4si-10 §2.2).
 *
 * @param developer author of the verifier, 1 to 128 characters
 * @param build version of the verifier, 1 to 128 characters
 */
public record VerifierId(String developer, String build) {
    private static final int MAX_TEXT = 128;

    /** Checks the lengths. */
    public VerifierId {
        if (developer.isEmpty() || developer.length() > MAX_TEXT || build.isEmpty() || build.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a verifier names its developer and build in 1 to 128 characters each");
        }
    }
}
