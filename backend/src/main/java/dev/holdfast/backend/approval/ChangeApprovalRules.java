package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which acts need a second person. A rule is made at once; taking it away needs a second person itself, or one alone
 * could do what needs two.
 */
@ApplicationScoped
public class ChangeApprovalRules implements ApprovedAct {
    private static final String ACTION = "ChangeApprovalRules";
    private static final String SUBJECT = "approval-rules";
    private static final String ACTS = "acts";
    private static final String RULES = "select act from approval_rule where catalog_id = $1";
    private static final String ADD = """
            insert into approval_rule (catalog_id, act) select $1, act from unnest($2::text[]) as act on conflict do nothing""";
    private static final String TAKE = "delete from approval_rule where catalog_id = $1 and act = any ($2)";

    private final Transactions transactions;
    private final Approvals approvals;
    private final AuditLog audit;

    ChangeApprovalRules(Transactions transactions, Approvals approvals, AuditLog audit) {
        this.transactions = transactions;
        this.approvals = approvals;
        this.audit = audit;
    }

    /** Returns the rules of a catalog. */
    public Uni<ApprovalRules> rules(CatalogId catalog) {
        return transactions.inCatalog(catalog, sql -> rules(sql, catalog));
    }

    /** Returns the entity tag of rules. */
    static String tag(ApprovalRules rules) {
        return EntityTag.of(rules.acts());
    }

    /**
     * Switches on what is to be switched on, and asks for a second person for the rest.
     *
     * @param expected the condition of the change
     */
    public Uni<ApprovalRulesChange> change(
            Caller caller, CatalogId catalog, NewApprovalRules wanted, IfMatch expected) {
        return Uni.createFrom()
                .item(() -> new Checks()
                        .size(ACTS, wanted.acts(), 0, ApprovalAct.values().length)
                        .that(
                                wanted.acts() == null || !wanted.acts().contains(ApprovalAct.CHANGE_APPROVAL_RULES),
                                ACTS,
                                "must not name CHANGE_APPROVAL_RULES, which needs a second person always")
                        .line("comment", wanted.comment(), 1, Reason.MAX_COMMENT))
                .invoke(Checks::done)
                .chain(() -> transactions.inCatalog(
                        catalog,
                        sql -> lockedRules(sql, catalog)
                                .invoke(now -> expected.require(tag(now)))
                                .chain(now -> change(sql, catalog, caller, now, wanted))));
    }

    private Uni<ApprovalRulesChange> change(
            Sql sql, CatalogId catalog, Caller caller, ApprovalRules now, NewApprovalRules wanted) {
        Set<ApprovalAct> on = set(wanted.acts());
        Set<ApprovalAct> added = EnumSet.copyOf(on);
        now.acts().forEach(added::remove);
        Set<ApprovalAct> taken = set(now.acts());
        taken.removeAll(on);
        return (added.isEmpty() ? Uni.createFrom().voidItem() : add(sql, catalog, caller, now, added, wanted.comment()))
                .chain(() -> taken.isEmpty()
                        ? Uni.createFrom().item(Optional.<ApprovalView>empty())
                        : ask(sql, catalog, caller, taken, wanted.comment()).map(Optional::of))
                .chain(asked -> rules(sql, catalog).map(rules -> new ApprovalRulesChange(rules, asked.orElse(null))));
    }

    private Uni<Void> add(
            Sql sql, CatalogId catalog, Caller caller, ApprovalRules now, Set<ApprovalAct> added, String comment) {
        Set<ApprovalAct> then = set(now.acts());
        then.addAll(added);
        return sql.update(ADD, catalog, names(added))
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        ACTION,
                                        SUBJECT,
                                        "From now on a second person is needed for " + words(added) + ". Because: "
                                                + comment)
                                .because(comment)
                                .changing(ACTS, now.acts(), List.copyOf(then))));
    }

    private Uni<ApprovalView> ask(Sql sql, CatalogId catalog, Caller caller, Set<ApprovalAct> taken, String comment) {
        return effect(taken)
                .chain(effect -> approvals.request(
                        sql,
                        catalog,
                        caller,
                        new ApprovalRequest(
                                ApprovalAct.CHANGE_APPROVAL_RULES,
                                SUBJECT,
                                effect.getFirst(),
                                Scope.of(catalog),
                                Map.of(ACTS, taken.stream().map(Enum::name).toList()),
                                comment,
                                effect)))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        ACTION,
                                        SUBJECT,
                                        "Asked that no second person is needed any more for " + words(taken)
                                                + ". Because: " + comment)
                                .because(comment)));
    }

    /** Returns them as nobody else changes them until the commit. */
    private static Uni<ApprovalRules> lockedRules(Sql sql, CatalogId catalog) {
        return sql.alone("approval rules " + catalog).chain(() -> rules(sql, catalog));
    }

    private static Uni<ApprovalRules> rules(Sql sql, CatalogId catalog) {
        return sql.list(RULES, row -> ApprovalAct.valueOf(row.getString("act")), catalog)
                .map(acts -> new ApprovalRules(acts.stream().sorted().toList()));
    }

    private static Uni<List<String>> effect(Set<ApprovalAct> taken) {
        return Uni.createFrom().item(List.of("No second person would be needed any more for " + words(taken) + "."));
    }

    private static Set<ApprovalAct> set(Collection<ApprovalAct> acts) {
        return acts.isEmpty() ? EnumSet.noneOf(ApprovalAct.class) : EnumSet.copyOf(acts);
    }

    private static List<ApprovalAct> without(ApprovalRules now, Set<ApprovalAct> taken) {
        return now.acts().stream().filter(act -> !taken.contains(act)).toList();
    }

    private static Object names(Set<ApprovalAct> acts) {
        return Columns.texts(acts, Enum::name);
    }

    private static String words(Set<ApprovalAct> acts) {
        return acts.stream().map(ApprovalAct::words).collect(Collectors.joining(", "));
    }

    private static Set<ApprovalAct> named(Asked asked) {
        JsonArray named = asked.payload().getJsonArray(ACTS);
        // Asked for before there were other acts.
        return named == null
                ? EnumSet.of(ApprovalAct.ACTIVATE_POLICY)
                : set(named.stream()
                        .map(act -> ApprovalAct.valueOf(String.valueOf(act)))
                        .toList());
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.CHANGE_APPROVAL_RULES);
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return rules(sql, catalog).chain(now -> {
            Set<ApprovalAct> taken = named(asked);
            if (!now.acts().containsAll(taken)) {
                throw ProblemException.conflict("Some of it needs no second person by now. Reject it.");
            }
            return effect(taken);
        });
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        Set<ApprovalAct> taken = named(approved.asked());
        return lockedRules(sql, catalog)
                .call(() -> sql.update(TAKE, catalog, names(taken)))
                .chain(now -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        approved.requestedBy(),
                                        ACTION,
                                        SUBJECT,
                                        "From now on no second person is needed for " + words(taken) + ".")
                                .approvedBy(approved.approvedBy())
                                .because(approved.comment())
                                .changing(ACTS, now.acts(), without(now, taken))));
    }
}
