package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;

@ApplicationScoped
public class ListPolicies {
    private static final String ACTIVATIONS = """
            select number, version, previous_version, rollback, at, requested_by, approved_by, replay_id, comment
            from policy_activation where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4""";
    private static final Order.Key NUMBER = new Order.Key("number", "x.number", "integer");
    private static final Order NEWEST = new Order(NUMBER, NUMBER, true);

    private final Transactions transactions;

    ListPolicies(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the policies of a kind that match the filter, see {@link PolicyScopes#matching}. */
    public Uni<List<PolicyView>> matching(CatalogId catalog, Kind kind, Filter filter) {
        return transactions.inCatalog(catalog, tx -> PolicyScopes.matching(tx, kind, filter));
    }

    public Uni<PolicyView> one(CatalogId catalog, String key) {
        return transactions.inCatalog(catalog, tx -> PolicyScopes.one(tx, PolicyKey.parse(catalog, key)));
    }

    /** Returns a page of the versions of a policy, newest first; fails with {@code not-found}. */
    public Uni<Slice<PolicyVersionView>> versions(CatalogId catalog, String key, PageParameters parameters) {
        return of(catalog, key, (tx, policy) -> PolicyVersions.page(tx, policy, parameters));
    }

    /** Returns a version with its text; fails with {@code not-found}. */
    public Uni<PolicyVersionText> version(CatalogId catalog, String key, int version) {
        return of(catalog, key, (tx, policy) -> PolicyVersions.one(tx, policy, version));
    }

    /** Returns a page of the activations of a policy, newest first; fails with {@code not-found}. */
    public Uni<Slice<ActivationView>> activations(CatalogId catalog, String key, PageParameters parameters) {
        return of(
                catalog,
                key,
                (tx, policy) -> new SingleOrderList("policy-activations " + policy.text(), NEWEST)
                        .page(
                                tx,
                                new SqlBuilder(catalog)
                                        .given(policy.kind().text())
                                        .given(policy.scope())
                                        .given(policy.id())
                                        .sql(ACTIVATIONS),
                                parameters,
                                rows -> Uni.createFrom()
                                        .item(rows.stream()
                                                .map(ListPolicies::activation)
                                                .toList())));
    }

    private <T> Uni<T> of(CatalogId catalog, String key, BiFunction<Tx, PolicyKey, Uni<T>> read) {
        PolicyKey policy = PolicyKey.parse(catalog, key);
        return transactions.inCatalog(
                catalog, tx -> PolicyScopes.one(tx, policy).chain(() -> read.apply(tx, policy)));
    }

    private static ActivationView activation(Row row) {
        return new ActivationView(
                row.getInteger("version"),
                row.getInteger("previous_version"),
                row.getBoolean("rollback"),
                Columns.instant(row, "at"),
                row.getString("requested_by"),
                row.getString("approved_by"),
                row.getUUID("replay_id"),
                row.getString("comment"));
    }
}
