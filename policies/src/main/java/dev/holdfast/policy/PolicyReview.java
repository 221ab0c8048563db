package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What checking a policy and the test cases beside it came to.
 *
 * @param policyProblems what is wrong with the policy's text
 * @param caseProblems what is wrong with the text of the cases
 * @param title the policy's title; empty when it has problems
 * @param rules ids of its rules; empty when it has problems
 * @param outcomes what each case came to; empty when a text has problems
 */
public record PolicyReview(
        List<PolicyProblem> policyProblems,
        List<PolicyProblem> caseProblems,
        String title,
        List<String> rules,
        List<Outcome> outcomes) {
    private static final long MAX_COST = 50_000_000;

    /** Copies. */
    public PolicyReview {
        policyProblems = List.copyOf(policyProblems);
        caseProblems = List.copyOf(caseProblems);
        rules = List.copyOf(rules);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * What one case came to.
     *
     * @param expected the case
     * @param decision what was decided
     */
    public record Outcome(PolicyCase expected, Decision decision) {
        /** Returns whether the policy decides as the case expects. */
        public boolean passed() {
            return expected.agreesWith(decision);
        }
    }

    /** Checks a policy of a kind; {@code casesYaml} is empty for none. */
    public static PolicyReview of(Kind kind, String policyYaml, String casesYaml) {
        List<PolicyCase> cases = List.of();
        List<PolicyProblem> caseProblems = List.of();
        try {
            cases = casesYaml.isBlank() ? cases : PolicyCases.read(casesYaml).merged();
        } catch (PolicyException e) {
            caseProblems = e.problems();
        }
        try {
            CompiledPolicy policy = PolicySource.read(kind, policyYaml).compile(kind.text() + "/checked", 1);
            if (policy.cost() * cases.size() > MAX_COST) {
                caseProblems = List.of(PolicyProblem.of(
                        PolicyProblem.Code.TOO_COSTLY,
                        "running " + cases.size() + " cases may take " + policy.cost() * cases.size()
                                + " steps, at most " + MAX_COST + " are allowed",
                        "Take out cases, or make the costliest rules cheaper."));
            }
            List<Outcome> outcomes = caseProblems.isEmpty()
                    ? cases.stream()
                            .map(one -> new Outcome(one, policy.decide(one.facts())))
                            .toList()
                    : List.of();
            return new PolicyReview(
                    List.of(),
                    caseProblems,
                    policy.policy().title(),
                    policy.policy().rules().stream().map(Rule::id).toList(),
                    outcomes);
        } catch (PolicyException e) {
            return new PolicyReview(e.problems(), caseProblems, "", List.of(), List.of());
        }
    }

    /** Returns whether nothing is wrong and every case passes. */
    public boolean good() {
        return policyProblems.isEmpty()
                && caseProblems.isEmpty()
                && outcomes.stream().allMatch(Outcome::passed);
    }

    /** Returns the ids of rules that no case hits. */
    public List<String> rulesWithoutCase() {
        Set<String> hit = new HashSet<>();
        outcomes.forEach(outcome ->
                outcome.decision().hits().forEach(one -> hit.add(one.rule().id())));
        List<String> without = new ArrayList<>(rules);
        without.removeAll(hit);
        return without;
    }
}
