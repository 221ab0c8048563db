package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
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
                .chain(policy ->
                        transactions.sqlInCatalog(catalog, sql -> activate(sql, caller, catalog, policy, wanted)));
    }

    private static void check(NewActivation wanted) {
        new Checks()
                .that(wanted.version() != null && wanted.version() >= 0, VERSION, "is a number from 0")
                .that(
                        wanted.replay() != null,
                        REPLAY,
                        "is missing: start a replay of the version and look at its report")
                .line("comment", wanted.comment(), 1, SavePolicyVersion.MAX_COMMENT)
                .done();
    }

    private Uni<PolicyActivation> activate(
            Sql sql, Caller caller, CatalogId catalog, PolicyKey key, NewActivation wanted) {
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> PolicyScopes.one(sql, catalog, clock.instant(), key))
                .chain(() -> candidate(sql, catalog, key, wanted.version(), wanted.replay()))
                .chain(candidate -> approvals
                        .required(sql, catalog, act())
                        .chain(required -> required
                                ? ask(sql, caller, catalog, key, candidate, wanted)
                                : turn(sql, catalog, candidate, turn(key, wanted, caller.name(), null))
                                        .map(done -> Optional.<ApprovalView>empty())))
                .chain(asked -> PolicyScopes.one(sql, catalog, clock.instant(), key)
                        .map(policy -> new PolicyActivation(policy, asked.orElse(null))));
    }

    private static Activations.Turn turn(PolicyKey key, NewActivation wanted, String by, @Nullable String approvedBy) {
        return new Activations.Turn(key, wanted.version(), false, by, approvedBy, wanted.replay(), wanted.comment());
    }

    /** What would be activated; {@code text} is empty when a policy is taken away. */
    private record Candidate(int active, Optional<PolicyVersionText> text) {}

    private Uni<Candidate> candidate(Sql sql, CatalogId catalog, PolicyKey key, int version, UUID replay) {
        return activations
                .active(sql, catalog, key)
                .invoke(active -> {
                    if (active == version) {
                        throw ProblemException.conflict(
                                version == 0
                                        ? "It has no active policy of its own that could be taken away."
                                        : "Version " + version + " is active already.");
                    }
                })
                .chain(active -> version == 0
                        ? Uni.createFrom().item(new Candidate(active, Optional.empty()))
                        : PolicyVersions.one(sql, catalog, key, version)
                                .map(text -> new Candidate(active, Optional.of(text))))
                .call(() -> ReplayGate.require(sql, catalog, key, version, replay, clock.instant()));
    }

    private Uni<Optional<ApprovalView>> ask(
            Sql sql, Caller caller, CatalogId catalog, PolicyKey key, Candidate candidate, NewActivation wanted) {
        String summary = sentence(key, candidate.active(), wanted.version());
        return approvals
                .request(
                        sql,
                        catalog,
                        caller,
                        new Approvals.Request(
                                act(),
                                key.text(),
                                summary,
                                Map.of(
                                        VERSION,
                                        wanted.version(),
                                        REPLAY,
                                        wanted.replay().toString()),
                                candidate
                                        .text()
                                        .map(text -> List.of(text.version().author()))
                                        .orElse(List.of()),
                                wanted.comment()))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        caller.name(),
                        ACTION,
                        key.text(),
                        "Asked for a second person: " + summary + " Because: " + wanted.comment()))
                .map(Optional::of);
    }

    private Uni<Void> turn(Sql sql, CatalogId catalog, Candidate candidate, Activations.Turn turn) {
        return activations
                .turn(sql, catalog, candidate.active(), turn)
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        turn.by(),
                        ACTION,
                        turn.key().text(),
                        sentence(turn.key(), candidate.active(), turn.version())
                                + (turn.approvedBy() == null ? "" : " Approved by " + turn.approvedBy() + ".")
                                + " Because: " + turn.comment()));
    }

    private static String sentence(PolicyKey key, int from, int to) {
        String what =
                to == 0 ? "Take policy " + key.text() + " away" : "Activate version " + to + " of policy " + key.text();
        return what + (from == 0 ? "." : " (version " + from + " was active).");
    }

    @Override
    public ApprovalAct act() {
        return ApprovalAct.ACTIVATE_POLICY;
    }

    /** The replay must still say something when the second person says yes. */
    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        PolicyKey key = PolicyKey.parse(catalog, approved.subject());
        NewActivation wanted = new NewActivation(
                approved.payload().getInteger(VERSION),
                UUID.fromString(approved.payload().getString(REPLAY)),
                approved.comment());
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> candidate(sql, catalog, key, wanted.version(), wanted.replay()))
                .chain(candidate -> turn(
                        sql, catalog, candidate, turn(key, wanted, approved.requestedBy(), approved.approvedBy())));
    }
}
