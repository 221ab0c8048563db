package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.Policy;
import dev.holdfast.policy.ShippedPolicies;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Reads which policy applies to which scope. */
public final class PolicyScopes {
    private static final String PRODUCT = "product";

    // One row for each scope s: the catalog, a product or a group. The first active policy of the scope (own), its
    // product (pro) and the catalog (cat) applies; nulls stand for the shipped policy. $2 is the current time, $3 the
    // kind.
    private static final String SELECT = """
            select $3::text as kind, s.scope, s.scope_id, s.product, s.group_name, own.version as own_version, own.activated_at,
                   own.activated_by,
                   coalesce((select max(v.version) from policy_version v
                       where v.catalog_id = $1 and v.kind = $3 and v.scope = s.scope and v.scope_id = s.scope_id), 0) as newest,
                   coalesce(own.scope, pro.scope, cat.scope) as policy_scope,
                   coalesce(own.scope_id, pro.scope_id, cat.scope_id) as policy_scope_id,
                   coalesce(own.version, pro.version, cat.version) as policy_version,
                   (select v.title from policy_version v where v.catalog_id = $1 and v.kind = $3
                       and v.scope = coalesce(own.scope, pro.scope, cat.scope)
                       and v.scope_id = coalesce(own.scope_id, pro.scope_id, cat.scope_id)
                       and v.version = coalesce(own.version, pro.version, cat.version)) as title,
                   (select a.approval_id from approval a
                    where a.catalog_id = $1 and a.operation = 'ACTIVATE_POLICY' and a.state = 'PENDING' and a.expires_at > $2
                      and a.subject = case when $3 = 'update' then 'update-' else '' end || case when s.scope = 'CATALOG' then 'catalog'
                          else lower(s.scope) || '-' || s.scope_id end) as waiting
            from (
                select 'CATALOG' as scope, $1::uuid as scope_id, null::text as product, null::text as group_name,
                    null::uuid as product_id, 0 as rank
                union all
                select 'PRODUCT', p.product_id, p.name, null, p.product_id, 1 from product p
                where p.catalog_id = $1 and not p.unassigned
                union all
                select 'GROUP', g.group_id, p.name, g.name, g.product_id, 2 + g.position
                from device_group g join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
                where g.catalog_id = $1 and not g.unassigned
            ) s
            left join policy_active own
                on own.catalog_id = $1 and own.kind = $3 and own.scope = s.scope and own.scope_id = s.scope_id
            left join policy_active pro
                on pro.catalog_id = $1 and pro.kind = $3 and pro.scope = 'PRODUCT' and pro.scope_id = s.product_id
            left join policy_active cat
                on cat.catalog_id = $1 and cat.kind = $3 and cat.scope = 'CATALOG' and cat.scope_id = $1
            """;
    private static final String ORDER = " order by lower(coalesce(s.product, '')), s.rank, lower(s.group_name)";
    private static final String WITH_VERSION = """
             and (s.scope = 'CATALOG' or exists (select 1 from policy_version v
                where v.catalog_id = $1 and v.kind = $3 and v.scope = s.scope and v.scope_id = s.scope_id))""";
    private static final FieldColumns FIELDS = new FieldColumns()
            .any(
                    PRODUCT,
                    (condition, name) -> condition
                            .sql("s.scope = 'CATALOG' or lower(coalesce(s.product, '')) = lower(")
                            .value(name, "text")
                            .sql(")"))
            .whole("group", "coalesce(s.group_name, '')")
            .words("coalesce(s.product, '')", "coalesce(s.group_name, '')");
    private static final String ONE = SELECT + "where s.scope = $4 and s.scope_id = $5";

    private PolicyScopes() {}

    /** Locks the catalog's policies until the transaction ends. */
    static Uni<Void> lock(Tx tx) {
        return tx.alone("policies " + tx.catalog());
    }

    /**
     * Returns the policies of a kind that match the filter: the catalog's, and those of products and groups with a saved version. If the
     * filter has products, also those without a version.
     */
    static Uni<List<PolicyView>> matching(Tx tx, Kind kind, Filter filter) {
        SqlBuilder policies =
                new SqlBuilder(tx.catalog()).given(tx.now()).given(kind.text()).sql(SELECT + "where true ");
        if (filter.terms().stream().noneMatch(PolicyScopes::isProduct)) {
            policies.sql(WITH_VERSION);
        }
        FIELDS.on(policies, tx.now()).add(filter);
        policies.sql(ORDER);
        return tx.list(policies.text(), PolicyScopes::view, policies.parameters());
    }

    private static boolean isProduct(Filter.Term term) {
        return term instanceof Filter.Field field && field.field().equals(PRODUCT) && !field.negated();
    }

    public static Uni<PolicyView> one(Tx tx, PolicyKey key) {
        if (key.scope() == PolicyScope.SHIPPED) {
            return Uni.createFrom().item(() -> shipped(key));
        }
        return tx.find(
                        ONE,
                        PolicyScopes::view,
                        tx.catalog(),
                        tx.now(),
                        key.kind().text(),
                        key.scope(),
                        key.id())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Policy " + key.text())));
    }

    /** Names the scope of a policy, as part of a sentence. */
    static String words(PolicyView view) {
        return switch (view.scope()) {
            case SHIPPED -> "all catalogs";
            case CATALOG -> "the whole catalog";
            case PRODUCT -> String.valueOf(view.product());
            case GROUP -> view.product() + " / " + view.group();
        };
    }

    private static PolicyView shipped(PolicyKey key) {
        Policy shipped = ShippedPolicies.load(key.shippedId());
        return new PolicyView(
                key.text(),
                PolicyScope.SHIPPED,
                null,
                null,
                shipped.version(),
                shipped.version(),
                key.text(),
                shipped.version(),
                shipped.title(),
                null,
                null,
                null);
    }

    private static PolicyView view(Row row) {
        PolicyKey key = new PolicyKey(
                PolicyKey.kind(row.getString("kind")),
                PolicyScope.valueOf(row.getString("scope")),
                row.getUUID("scope_id"));
        Integer own = row.getInteger("own_version");
        String title = row.getString("title");
        AppliedPolicy applied = AppliedPolicy.of(row, "policy", key.kind());
        return new PolicyView(
                key.text(),
                key.scope(),
                row.getString("product"),
                row.getString("group_name"),
                own == null ? 0 : own,
                row.getInteger("newest"),
                applied.key().text(),
                applied.version(),
                title == null ? ShippedPolicies.load(key.shippedId()).title() : title,
                Columns.instantOrNull(row, "activated_at"),
                row.getString("activated_by"),
                row.getUUID("waiting"));
    }
}
