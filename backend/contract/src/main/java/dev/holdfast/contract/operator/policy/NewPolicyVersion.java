package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A version to save. It is saved only when it compiles and all its test cases pass; it decides nothing before it is
 * activated.
 *
 * @param policy its text: YAML of at most 64 KiB with {@code title}, {@code description} and {@code rules}
 * @param cases its test cases: YAML of at most 256 KiB; null or empty for none
 * @param comment why, 1 to 500 characters
 */
public record NewPolicyVersion(
        @NotNull @Size(max = NewPolicyVersion.MOST_POLICY) String policy,
        @Size(max = NewPolicyVersion.MOST_CASES) @Nullable String cases,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {
    /** The most characters of a policy. */
    public static final int MOST_POLICY = 64 * 1024;

    /** The most characters of its test cases. */
    public static final int MOST_CASES = 256 * 1024;
}
