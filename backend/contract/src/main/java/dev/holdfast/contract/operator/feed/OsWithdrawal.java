package dev.holdfast.contract.operator.feed;

import org.jspecify.annotations.Nullable;

/**
 * How to withdraw a release.
 *
 * @param referenceValues what becomes of its reference values
 * @param reason 1 to 200 characters on one line, for the audit log; null for none
 */
public record OsWithdrawal(
        ReferenceValues referenceValues, @Nullable String reason) {
    /** Withdraws without a reason. */
    public OsWithdrawal(ReferenceValues referenceValues) {
        this(referenceValues, null);
    }

    /** What becomes of the reference values of a withdrawn release. */
    public enum ReferenceValues {
        /** Devices that run it go on being trusted. */
        KEEP,
        /** Devices that run it are untrusted from their next attestation on. Cannot be undone. */
        RETIRE
    }
}
