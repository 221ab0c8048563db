package dev.holdfast.contract.operator.policy;

import java.util.List;

/**
 * Result of checking a policy.
 *
 * @param valid whether the policy can be saved: it has no problems, and all test cases pass
 * @param problems problems in the texts; test cases run only when there are none
 * @param cases results of the test cases
 * @param rulesWithoutCase IDs of rules that no test case matches; this does not prevent saving
 */
public record PolicyCheck(
        boolean valid, List<PolicyProblem> problems, List<PolicyCaseResult> cases, List<String> rulesWithoutCase) {}
