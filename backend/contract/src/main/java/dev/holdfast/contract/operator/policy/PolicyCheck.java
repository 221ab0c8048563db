package dev.holdfast.contract.operator.policy;

import java.util.List;

/**
 * What a check of a policy's text found.
 *
 * @param good whether it may be saved: no problem, and every case passes
 * @param problems what is wrong with the texts; the cases have not run unless it is empty
 * @param cases what each test case came to
 * @param rulesWithoutCase ids of rules that no test case hits; they may be saved
 */
public record PolicyCheck(
        boolean good, List<PolicyProblem> problems, List<PolicyCaseResult> cases, List<String> rulesWithoutCase) {}
