package dev.holdfast.contract.operator.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test case came to.
 *
 * @param name what it shows
 * @param passed whether the policy decides as the case expects
 * @param expected the effect that it expects
 * @param effect the effect that came out
 * @param hits the rules that hit
 * @param difference one sentence that tells the difference; null when there is none
 */
public record PolicyCaseResult(
        String name,
        boolean passed,
        String expected,
        String effect,
        List<PolicyHit> hits,
        @Nullable String difference) {}
