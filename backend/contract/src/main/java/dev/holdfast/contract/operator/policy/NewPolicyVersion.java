package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Version of a policy to save. The policy must compile and pass all test cases. The version takes effect when a user activates it.
 *
 * @param policy policy in YAML, at most {@value #MAX_POLICY} characters, with {@code title}, {@code description} and {@code rules}
 * @param cases test cases in YAML, at most {@value #MAX_CASES} characters; null or empty for none
 * @param comment reason, 1 to 500 characters on one line
 */
public record NewPolicyVersion(
        @NotNull @Size(max = NewPolicyVersion.MAX_POLICY) String policy,
        @Size(max = NewPolicyVersion.MAX_CASES) @Nullable String cases,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {
    /** Maximum length of a policy in characters. */
    public static final int MAX_POLICY = 64 * 1024;

    /** Maximum length of the test cases in characters. */
    public static final int MAX_CASES = 256 * 1024;
}
