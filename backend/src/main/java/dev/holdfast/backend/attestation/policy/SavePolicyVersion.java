package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.policy.PolicyReview;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Saves a new version of a policy. The version has no effect until it is activated. */
@ApplicationScoped
public class SavePolicyVersion {
    private static final int MAX_VERSIONS = 1000;

    private static final String NEWEST = """
            select coalesce(max(version), 0) as newest from policy_version
            where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4""";
    private static final String ADD = """
            insert into policy_version (catalog_id, kind, scope, scope_id, version, title, policy, cases, rules, case_count,
                comment, author, saved_at, author_issuer, author_subject, system_by_rollout, system_only)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""";

    private final Commands commands;

    SavePolicyVersion(Commands commands) {
        this.commands = commands;
    }

    /** Returns the new version; fails with {@code invalid-content} that names lines and problems. */
    public Uni<PolicyVersionView> save(CatalogId catalog, String key, NewPolicyVersion request) {
        PolicyKey policy = requireChangeable(PolicyKey.parse(catalog, key));
        return CheckPolicy.review(policy.kind(), request.policy(), request.cases())
                .invoke(SavePolicyVersion::requireAccepted)
                .chain(review -> commands.run(tx -> write(tx, policy, request, review)));
    }

    /** Returns the key; fails with {@code conflict} for the shipped policy. */
    static PolicyKey requireChangeable(PolicyKey key) {
        if (key.scope() == PolicyScope.SHIPPED) {
            throw ProblemException.conflict("The shipped policy cannot be changed. Save a policy for the catalog, a"
                    + " product or a group to replace it there.");
        }
        return key;
    }

    private static void requireAccepted(PolicyReview review) {
        if (review.isAccepted()) {
            return;
        }
        List<Problem.FieldError> errors = Stream.concat(
                        CheckPolicy.problems(review).stream()
                                .map(problem -> new Problem.FieldError(
                                        problem.text(),
                                        (problem.line() > 0 ? "line " + problem.line() + ": " : "")
                                                + (problem.rule() == null ? "" : "rule " + problem.rule() + ": ")
                                                + problem.message() + " " + problem.remedy())),
                        review.outcomes().stream()
                                .map(CheckPolicy::view)
                                .filter(result -> !result.passed())
                                .map(result -> new Problem.FieldError(
                                        "cases", Objects.requireNonNullElse(result.difference(), ""))))
                .toList();
        throw ProblemException.badContent(
                "The policy was not saved: " + errors.getFirst().message(), errors);
    }

    private Uni<PolicyVersionView> write(Tx tx, PolicyKey key, NewPolicyVersion request, PolicyReview review) {
        Caller caller = Caller.of(tx);
        return PolicyScopes.lock(tx)
                .chain(() -> PolicyScopes.one(tx, key))
                .chain(() -> tx.one(
                        NEWEST,
                        row -> row.getInteger("newest"),
                        tx.catalog(),
                        key.kind().text(),
                        key.scope(),
                        key.id()))
                .map(SavePolicyVersion::next)
                .call(version -> tx.update(
                        ADD,
                        tx.catalog(),
                        key.kind().text(),
                        key.scope(),
                        key.id(),
                        version,
                        review.title(),
                        request.policy(),
                        Objects.requireNonNullElse(request.cases(), ""),
                        review.rules().size(),
                        review.outcomes().size(),
                        request.comment(),
                        caller.name(),
                        tx.now(),
                        caller.subject().issuer(),
                        caller.subject().id(),
                        review.systemByRollout(),
                        review.systemOnly()))
                .call(version -> tx.audit(
                        tx.entry(
                                "SavePolicyVersion",
                                key.text(),
                                "Saved version %d (%s): %s".formatted(version, review.title(), request.comment())),
                        Event.of("PolicyVersionSaved", key.text(), Map.of("version", version))))
                .chain(version -> PolicyVersions.one(tx, key, version))
                .map(PolicyVersionText::version);
    }

    private static int next(int newest) {
        if (newest >= MAX_VERSIONS) {
            throw ProblemException.conflict("This policy has " + MAX_VERSIONS + " versions, which is the limit.");
        }
        return newest + 1;
    }
}
