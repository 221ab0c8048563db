package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.backend.tenancy.command.Author;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.policy.Policy;
import dev.holdfast.policy.ShippedPolicies;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the versions of policies, including the shipped policy. */
final class PolicyVersions {
    private static final String SELECT = """
            select v.kind, v.scope, v.scope_id, v.version, v.title, v.policy, v.cases, v.rules, v.case_count, v.comment, v.author,
                v.saved_at,
                case when a.version is not null then 'ACTIVE'
                     when exists (select 1 from policy_activation h where h.catalog_id = v.catalog_id
                         and h.kind = v.kind and h.scope = v.scope and h.scope_id = v.scope_id and h.version = v.version) then 'SUPERSEDED'
                     else 'CANDIDATE' end as state
            from policy_version v
            left join policy_active a on a.catalog_id = v.catalog_id and a.kind = v.kind
                and a.scope = v.scope and a.scope_id = v.scope_id and a.version = v.version
            where v.catalog_id = $1 and v.kind = $2 and v.scope = $3 and v.scope_id = $4""";
    private static final Order.Key NUMBER = new Order.Key("version", "x.version", "integer");
    private static final Order NEWEST = new Order(NUMBER, NUMBER, true);
    private static final String ONE = SELECT + " and v.version = $5";

    private static final String AUTHOR = """
            select author, author_issuer, author_subject from policy_version
            where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4 and version = $5""";

    private PolicyVersions() {}

    /** Returns a page of the versions of a policy, newest first. */
    static Uni<Slice<PolicyVersionView>> page(Tx tx, PolicyKey key, PageParameters parameters) {
        if (key.scope() == PolicyScope.SHIPPED) {
            return Uni.createFrom().item(() -> new Slice<>(List.of(shipped(key).version()), null));
        }
        return new SingleOrderList("policy-versions " + key.text(), NEWEST)
                .page(
                        tx,
                        new SqlBuilder(tx.catalog())
                                .given(key.kind().text())
                                .given(key.scope())
                                .given(key.id())
                                .sql(SELECT),
                        parameters,
                        rows -> Uni.createFrom()
                                .item(rows.stream().map(PolicyVersions::view).toList()));
    }

    static Uni<PolicyVersionText> one(Tx tx, PolicyKey key, int version) {
        Uni<Optional<PolicyVersionText>> found = key.scope() == PolicyScope.SHIPPED
                ? Uni.createFrom()
                        .item(Optional.of(shipped(key))
                                .filter(shipped -> shipped.version().version() == version))
                : tx.find(
                        ONE,
                        row -> new PolicyVersionText(view(row), row.getString("policy"), row.getString("cases")),
                        tx.catalog(),
                        key.kind().text(),
                        key.scope(),
                        key.id(),
                        version);
        return found.map(text ->
                text.orElseThrow(() -> ProblemException.notFound("Version " + version + " of policy " + key.text())));
    }

    /** Returns the author of a version; empty for an unknown version, and for 0, which removes the policy. */
    static Uni<List<Author>> author(Tx tx, PolicyKey key, int version) {
        return tx.list(AUTHOR, PolicyVersions::author, tx.catalog(), key.kind().text(), key.scope(), key.id(), version);
    }

    private static Author author(Row row) {
        String issuer = row.getString("author_issuer");
        String subject = row.getString("author_subject");
        return new Author(
                row.getString("author"),
                issuer == null || subject == null ? null : new Subject(issuer, subject, null, List.of()));
    }

    /** Returns the shipped policy as an operator would write it, without ID and version. */
    private static PolicyVersionText shipped(PolicyKey key) {
        Policy shipped = ShippedPolicies.load(key.shippedId());
        return new PolicyVersionText(
                new PolicyVersionView(
                        key.text(),
                        shipped.version(),
                        PolicyState.ACTIVE,
                        shipped.title(),
                        "Holdfast",
                        Instant.EPOCH,
                        "The shipped policy.",
                        shipped.rules().size(),
                        ShippedPolicies.cases(key.shippedId()).size()),
                ShippedPolicies.source(key.shippedId()),
                ShippedPolicies.caseSource(key.shippedId()));
    }

    private static PolicyVersionView view(Row row) {
        return new PolicyVersionView(
                new PolicyKey(
                                PolicyKey.kind(row.getString("kind")),
                                PolicyScope.valueOf(row.getString("scope")),
                                row.getUUID("scope_id"))
                        .text(),
                row.getInteger("version"),
                PolicyState.valueOf(row.getString("state")),
                row.getString("title"),
                row.getString("author"),
                Columns.instant(row, "saved_at"),
                row.getString("comment"),
                row.getInteger("rules"),
                row.getInteger("case_count"));
    }
}
