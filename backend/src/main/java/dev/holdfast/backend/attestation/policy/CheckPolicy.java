package dev.holdfast.backend.attestation.policy;

import dev.holdfast.contract.operator.policy.PolicyCaseResult;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyHit;
import dev.holdfast.contract.operator.policy.PolicyProblem;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyReview;
import dev.holdfast.policy.RuleHit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles a policy and runs its test cases without saving it. */
@ApplicationScoped
public class CheckPolicy {

    /** Returns problems and results of the cases; accepts any text. */
    public Uni<PolicyCheck> check(PolicyDraft draft) {
        return review(PolicyKey.kind(Objects.requireNonNullElse(draft.kind(), "")), draft.policy(), draft.cases())
                .map(CheckPolicy::view);
    }

    /** Runs on {@link ReviewThreads}, because compiling a large policy is slow. */
    static Uni<PolicyReview> review(Kind kind, String policy, @Nullable String cases) {
        return ReviewThreads.review(kind, policy, Objects.requireNonNullElse(cases, ""));
    }

    static List<PolicyProblem> problems(PolicyReview review) {
        return Stream.concat(
                        review.policyProblems().stream().map(problem -> view("policy", problem)),
                        review.caseProblems().stream().map(problem -> view("cases", problem)))
                .toList();
    }

    private static PolicyCheck view(PolicyReview review) {
        return new PolicyCheck(
                review.isAccepted(),
                problems(review),
                review.outcomes().stream().map(CheckPolicy::view).toList(),
                review.rulesWithoutCase());
    }

    private static PolicyProblem view(String text, dev.holdfast.policy.PolicyProblem problem) {
        return new PolicyProblem(
                text,
                problem.line(),
                problem.column(),
                problem.rule(),
                problem.code().text(),
                problem.message() + ".",
                problem.remedy());
    }

    static PolicyCaseResult view(PolicyReview.Outcome outcome) {
        Decision decision = outcome.decision();
        return new PolicyCaseResult(
                outcome.expected().name(),
                outcome.passed(),
                outcome.expected().effect().text(),
                decision.effect().text(),
                decision.hits().stream().map(CheckPolicy::view).toList(),
                outcome.passed() ? null : outcome.expected().difference("the policy", decision) + ".");
    }

    private static PolicyHit view(RuleHit hit) {
        return new PolicyHit(
                hit.rule().id(),
                hit.subject(),
                hit.rule().severity().text(),
                hit.rule().effect().text(),
                hit.reason());
    }
}
