package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Withdrawal of a release.
 *
 * @param referenceValues effect on the reference values of the release
 * @param reason 1 to 200 characters on one line; saved with the release and in the audit log
 */
public record OsWithdrawal(
        @NotNull ReferenceValues referenceValues,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {
    /** Effect of a withdrawal on the reference values. */
    public enum ReferenceValues {
        /** Devices that run the release stay trusted. */
        KEEP,
        /** Devices that run the release become untrusted at their next attestation. Irreversible. */
        RETIRE
    }
}
