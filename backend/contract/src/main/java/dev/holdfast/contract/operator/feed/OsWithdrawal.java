package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * How to withdraw a release.
 *
 * @param referenceValues what becomes of its reference values
 * @param reason 1 to 200 characters on one line; kept with the release and in the audit log
 */
public record OsWithdrawal(
        @NotNull ReferenceValues referenceValues,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {
    /** What becomes of the reference values of a withdrawn release. */
    public enum ReferenceValues {
        /** Devices that run it go on being trusted. */
        KEEP,
        /** Devices that run it are untrusted from their next attestation on. Cannot be undone. */
        RETIRE
    }
}
