package dev.holdfast.policy;

import dev.holdfast.policy.update.Schedule.SystemRelease;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Result of checking the texts of a policy and of its test cases, and of running the test cases.
 *
 * @param policyProblems problems in the policy
 * @param caseProblems problems in the test cases
 * @param title title of the policy; empty when the policy has problems
 * @param rules IDs of the policy's rules; empty when the policy has problems
 * @param systemByRollout whether a new release of the operating system reaches devices by a rollout
 * @param systemOnly whether an update policy offers all devices only the operating system
 * @param outcomes results of the test cases; empty when the policy or the test cases have problems
 */
public record PolicyReview(
        List<PolicyProblem> policyProblems,
        List<PolicyProblem> caseProblems,
        String title,
        List<String> rules,
        boolean systemByRollout,
        boolean systemOnly,
        List<Outcome> outcomes) {
    /** Maximum steps of all test cases. */
    private static final long MAX_COST = 50_000_000;
    /** Maximum number of hits in all test cases. */
    private static final int MAX_HITS = 5_000;

    /** Copies the lists. */
    public PolicyReview {
        policyProblems = List.copyOf(policyProblems);
        caseProblems = List.copyOf(caseProblems);
        rules = List.copyOf(rules);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Result of a case.
     *
     * @param expected test case
     * @param decision actual decision
     */
    public record Outcome(PolicyCase expected, Decision decision) {
        /** Returns whether the policy decides as expected. */
        public boolean passed() {
            return expected.matches(decision);
        }
    }

    /** Checks a policy and its test cases; {@code casesYaml} is empty for a policy without test cases. */
    public static PolicyReview of(Kind kind, String policyYaml, String casesYaml) {
        return of(kind, policyYaml, casesYaml, () -> false);
    }

    /**
     * Checks a policy and its test cases. When {@code overdue} returns true, no further test case runs, and the result has
     * the problem that the cases take too long.
     */
    public static PolicyReview of(Kind kind, String policyYaml, String casesYaml, BooleanSupplier overdue) {
        List<PolicyCase> cases = List.of();
        List<PolicyProblem> caseProblems = List.of();
        try {
            cases = casesYaml.isBlank() ? cases : PolicyCases.read(casesYaml).merged();
        } catch (PolicyException e) {
            caseProblems = e.problems();
        }
        try {
            CompiledPolicy policy = PolicySource.read(kind, policyYaml).compile(kind.text() + "/checked", 1);
            // Decides on facts of maximum size, so that an unforeseen error occurs here and not when devices attest.
            policy.decide(FactTypes.of(kind).largest());
            List<Outcome> outcomes = List.of();
            try {
                outcomes = caseProblems.isEmpty() ? run(policy, cases, overdue) : outcomes;
            } catch (PolicyException e) {
                caseProblems = e.problems();
            }
            return new PolicyReview(
                    List.of(),
                    caseProblems,
                    policy.policy().title(),
                    policy.policy().rules().stream().map(Rule::id).toList(),
                    isByRollout(policy.policy()),
                    policy.policy().isSystemOnly(),
                    outcomes);
        } catch (PolicyException e) {
            return new PolicyReview(e.problems(), caseProblems, "", List.of(), false, false, List.of());
        }
    }

    private static boolean isByRollout(Policy policy) {
        return policy.schedule() != null && policy.schedule().operatingSystem() == SystemRelease.ROLLOUT;
    }

    private static List<Outcome> run(CompiledPolicy policy, List<PolicyCase> cases, BooleanSupplier overdue)
            throws PolicyException {
        if (policy.cost() * cases.size() > MAX_COST) {
            throw tooCostly("running " + cases.size() + " cases can take " + policy.cost() * cases.size()
                    + " steps, at most " + MAX_COST + " are allowed");
        }
        List<Outcome> outcomes = new ArrayList<>(cases.size());
        int hits = 0;
        for (PolicyCase one : cases) {
            Decision decision = policy.decide(one.facts());
            outcomes.add(new Outcome(one, decision));
            hits += decision.hits().size();
            if (hits > MAX_HITS) {
                throw tooCostly("the cases have more than " + MAX_HITS + " hits in total");
            }
            if (overdue.getAsBoolean()) {
                throw tooCostly("running the cases takes too long: " + outcomes.size() + " of " + cases.size()
                        + " were run in the time that there is");
            }
        }
        return outcomes;
    }

    private static PolicyException tooCostly(String message) {
        return new PolicyException(PolicyProblem.of(
                PolicyProblem.Code.TOO_COSTLY, message, "Remove cases, or simplify the most expensive rules."));
    }

    /** Returns whether both texts have no problems and every test case passes. */
    public boolean isAccepted() {
        return policyProblems.isEmpty()
                && caseProblems.isEmpty()
                && outcomes.stream().allMatch(Outcome::passed);
    }

    /** Returns the IDs of rules that no case hits. */
    public List<String> rulesWithoutCase() {
        Set<String> hit = new HashSet<>();
        outcomes.forEach(outcome ->
                outcome.decision().hits().forEach(one -> hit.add(one.rule().id())));
        List<String> without = new ArrayList<>(rules);
        without.removeAll(hit);
        return without;
    }
}
