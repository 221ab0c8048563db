package dev.holdfast.contract.operator.feed;

/**
 * How to withdraw a release.
 *
 * @param referenceValues what becomes of its reference values
 * @param reason 1 to 200 characters on one line; kept with the release and in the audit log
 */
public record OsWithdrawal(ReferenceValues referenceValues, String reason) {
    /** What becomes of the reference values of a withdrawn release. */
    public enum ReferenceValues {
        /** Devices that run it go on being trusted. */
        KEEP,
        /** Devices that run it are untrusted from their next attestation on. Cannot be undone. */
        RETIRE
    }
}
