package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a version decide, from the next attestation on; or takes a policy away, so that the next one above decides. Needs the
 * report of a replay that still says something, and a second person where the catalog's rules say so: then it is asked for
 * here, checked again when it is approved, and done with the approval.
 */
@ApplicationScoped
public class ActivatePolicy implements ApprovedAct {
    private static final String ACTION = "ActivatePolicy";
    private static final String VERSION = "version";
    private static final String REPLAY = "replay";

    private final Transactions transactions;
    private final Activations activations;
    private final Approvals approvals;
    private final AuditLog audit;
    private final Clock clock;

    ActivatePolicy(
            Transactions transactions, Activations activations, Approvals approvals, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.activations = activations;
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
    }

    /** Activates, or asks for a second person; fails with a conflict that says what to do first. */
    public Uni<PolicyActivation> activate(Caller caller, CatalogId catalog, String key, NewActivation wanted) {
        return Uni.createFrom()
                .item(() -> SavePolicyVersion.changeable(PolicyKey.parse(catalog, key)))
                .invoke(() -> check(wanted))
                .chain(policy -> proposed(catalog, policy, wanted)
                        .chain(proposed -> transactions.inCatalog(
                                catalog, sql -> activate(sql, caller, catalog, policy, wanted, proposed))));
    }

    /** Returns what a second person is to see; empty when none is needed. Texts are read, so outside of the transaction. */
    private Uni<Optional<ProposedPolicy>> proposed(CatalogId catalog, PolicyKey key, NewActivation wanted) {
        return transactions
                .inCatalog(
                        catalog,
                        sql -> approvals
                                .required(sql, catalog, ApprovalAct.ACTIVATE_POLICY)
                                .chain(required -> required
                                        ? found(sql, catalog, key, wanted).map(Optional::of)
                                        : Uni.createFrom().item(Optional.<DescribeActivation.Found>empty())))
                .chain(found -> found.isPresent()
                        ? DescribeActivation.describe(found.get()).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<DescribeActivation.Found> found(Sql sql, CatalogId catalog, PolicyKey key, NewActivation wanted) {
        return PolicyScopes.one(sql, catalog, clock.instant(), key)
                .call(() -> candidate(sql, catalog, key, wanted.version(), wanted.replay()))
                .chain(scope -> DescribeActivation.find(sql, catalog, scope, wanted.version(), wanted.replay()));
    }

    private static void check(NewActivation wanted) {
        new Checks()
                .that(wanted.version() != null && wanted.version() >= 0, VERSION, "is a number from 0")
                .that(
                        wanted.replay() != null,
                        REPLAY,
                        "is missing: start a replay of the version and look at its report")
                .line("comment", wanted.comment(), 1, Reason.MAX_COMMENT)
                .done();
    }

    private Uni<PolicyActivation> activate(
            Sql sql,
            Caller caller,
            CatalogId catalog,
            PolicyKey key,
            NewActivation wanted,
            Optional<ProposedPolicy> proposed) {
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> candidate(sql, catalog, key, wanted.version(), wanted.replay()))
                .chain(candidate -> approvals
                        .required(sql, catalog, ApprovalAct.ACTIVATE_POLICY)
                        .chain(required -> required
                                ? ask(sql, caller, catalog, key, candidate, wanted, agreed(proposed))
                                : turn(sql, catalog, candidate, turn(key, wanted, caller.name(), null))
                                        .map(done -> Optional.<ApprovalView>empty())))
                .chain(asked -> PolicyScopes.one(sql, catalog, clock.instant(), key)
                        .map(policy -> new PolicyActivation(policy, asked.orElse(null))));
    }

    private static Activations.Turn turn(
            PolicyKey key, NewActivation wanted, String by, @Nullable Approver approvedBy) {
        return new Activations.Turn(key, wanted.version(), false, by, approvedBy, wanted.replay(), wanted.comment());
    }

    private static ProposedPolicy agreed(Optional<ProposedPolicy> proposed) {
        return proposed.orElseThrow(Approvals::neededByNow);
    }

    /**
     * What would be activated.
     *
     * @param active the version that is active now; 0 for none
     * @param where what the policy is for, in words
     * @param text empty when a policy is taken away
     */
    private record Candidate(int active, String where, Optional<PolicyVersionText> text) {
        String sentence(int version) {
            String what = text.map(found -> "Activate version " + version + " ("
                            + found.version().title() + ") for ")
                    .orElse("Take the policy away from ");
            return what + where + (active == 0 ? "." : "; version " + active + " was active.");
        }
    }

    private Uni<Candidate> candidate(Sql sql, CatalogId catalog, PolicyKey key, int version, UUID replay) {
        return PolicyScopes.one(sql, catalog, clock.instant(), key)
                .invoke(view -> {
                    if (view.activeVersion() == version) {
                        throw ProblemException.conflict(
                                version == 0
                                        ? "It has no active policy of its own that could be taken away."
                                        : "Version " + version + " is active already.");
                    }
                })
                .chain(view -> (version == 0
                                ? Uni.createFrom().item(Optional.<PolicyVersionText>empty())
                                : PolicyVersions.one(sql, catalog, key, version).map(Optional::of))
                        .map(text -> new Candidate(view.activeVersion(), PolicyScopes.words(view), text)))
                .call(() -> ReplayGate.require(sql, catalog, key, version, replay, clock.instant()));
    }

    private Uni<Optional<ApprovalView>> ask(
            Sql sql,
            Caller caller,
            CatalogId catalog,
            PolicyKey key,
            Candidate candidate,
            NewActivation wanted,
            ProposedPolicy proposed) {
        String summary = candidate.sentence(wanted.version());
        return PolicyVersions.author(sql, catalog, key, wanted.version())
                .chain(authors -> approvals.request(
                        sql,
                        catalog,
                        caller,
                        new ApprovalRequest(
                                ApprovalAct.ACTIVATE_POLICY,
                                key.text(),
                                "",
                                summary,
                                Scope.of(catalog),
                                Map.of(
                                        VERSION,
                                        wanted.version(),
                                        REPLAY,
                                        wanted.replay().toString()),
                                authors,
                                wanted.comment(),
                                List.of(),
                                proposed)))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        ACTION,
                                        key.text(),
                                        "Asked for a second person: " + summary + " Because: " + wanted.comment())
                                .because(wanted.comment())))
                .map(Optional::of);
    }

    private Uni<Void> turn(Sql sql, CatalogId catalog, Candidate candidate, Activations.Turn turn) {
        return activations
                .turn(sql, catalog, candidate.active(), turn)
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        turn.by(),
                                        ACTION,
                                        turn.key().text(),
                                        candidate.sentence(turn.version()) + " Because: " + turn.comment())
                                .approvedBy(turn.approvedBy())
                                .because(turn.comment())
                                .changing("version", candidate.active(), turn.version())));
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.ACTIVATE_POLICY);
    }

    /** What it does stands in the {@link ProposedPolicy}; none of that can change without that the gate closes. */
    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        NewActivation wanted = wanted(asked, "");
        return candidate(sql, catalog, PolicyKey.parse(catalog, asked.subject()), wanted.version(), wanted.replay())
                .replaceWith(List.of());
    }

    /** The replay must still say something when the second person says yes. */
    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        PolicyKey key = PolicyKey.parse(catalog, approved.asked().subject());
        NewActivation wanted = wanted(approved.asked(), approved.comment());
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> candidate(sql, catalog, key, wanted.version(), wanted.replay()))
                .chain(candidate -> turn(
                        sql, catalog, candidate, turn(key, wanted, approved.requestedBy(), approved.approvedBy())));
    }

    private static NewActivation wanted(Asked asked, String comment) {
        return new NewActivation(
                asked.payload().getInteger(VERSION),
                UUID.fromString(asked.payload().getString(REPLAY)),
                comment);
    }
}
