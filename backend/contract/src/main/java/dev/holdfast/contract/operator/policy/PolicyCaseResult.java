package dev.holdfast.contract.operator.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of a test case.
 *
 * @param name name of the test case
 * @param passed whether the policy decides as expected
 * @param expected expected effect
 * @param effect actual effect
 * @param hits rules that matched
 * @param difference difference from the expectation, one sentence; null for none
 */
public record PolicyCaseResult(
        String name,
        boolean passed,
        String expected,
        String effect,
        List<PolicyHit> hits,
        @Nullable String difference) {}
