package dev.holdfast.contract.operator.feed;

/**
 * How to withdraw a release.
 *
 * @param referenceValues what becomes of its reference values
 */
public record OsWithdrawal(ReferenceValues referenceValues) {
    /** What becomes of the reference values of a withdrawn release. */
    public enum ReferenceValues {
        /** Devices that run it go on being trusted. */
        KEEP,
        /** Devices that run it are untrusted from their next attestation on. Cannot be undone. */
        RETIRE
    }
}
