package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.PolicyKey;
import dev.holdfast.backend.attestation.policy.PolicyScopes;
import dev.holdfast.backend.attestation.policy.ReplayGate;
import dev.holdfast.backend.attestation.policy.ReplayGate.Revisions;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.policy.TrustTransition;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads replays and their reports. */
@ApplicationScoped
public class ListReplays {
    private static final String SELECT = "select version, state, started_by, started_at, finished_at, devices_total,"
            + " devices_done, devices_without_evidence, evidence_count, unreadable, " + Replay.COLUMNS
            + " from policy_replay where catalog_id = $1";
    private static final String ONE = SELECT + " and replay_id = $2";
    private static final String OF_POLICY = SELECT + " and scope = $2 and scope_id = $3";
    private static final Order NEWEST = new Order(
            new Order.Key("at", "x.started_at", "timestamptz"), new Order.Key("id", "x.replay_id", "uuid"), true);
    private static final String COUNTS = """
            select c.replay_id, p.name as product, g.name as group_name, c.from_trust, c.to_trust, c.devices
            from policy_replay_count c
            join device_group g on g.catalog_id = c.catalog_id and g.group_id = c.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where c.catalog_id = $1 and c.replay_id = any ($2::uuid[])
            order by lower(p.name), g.position, lower(g.name), c.from_trust, c.to_trust""";
    private final Transactions transactions;
    private final Clock clock;

    ListReplays(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public Uni<ReplayView> one(CatalogId catalog, UUID replay) {
        return transactions.inCatalog(catalog, tx -> one(tx, replay));
    }

    Uni<ReplayView> one(Tx tx, UUID replay) {
        return tx.list(ONE, row -> row, tx.catalog(), replay)
                .chain(rows -> views(tx, rows))
                .map(found ->
                        found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("Replay " + replay)));
    }

    /** Returns a page of the replays of a policy, newest first; fails with {@code not-found}. */
    public Uni<Slice<ReplayView>> ofPolicy(CatalogId catalog, String policy, PageParameters parameters) {
        PolicyKey key = PolicyKey.parseReplayed(catalog, policy);
        return transactions.inCatalog(
                catalog,
                tx -> PolicyScopes.one(tx, key)
                        .chain(() -> new SingleOrderList("policy-replays " + key.text(), NEWEST)
                                .page(
                                        tx,
                                        new SqlBuilder(catalog)
                                                .given(key.scope())
                                                .given(key.id())
                                                .sql(OF_POLICY),
                                        parameters,
                                        rows -> views(tx, rows))));
    }

    private Uni<List<ReplayView>> views(Tx tx, List<Row> rows) {
        return tx.list(COUNTS, row -> row, tx.catalog(), Columns.guids(rows, row -> row.getUUID("replay_id")))
                .chain(counts -> ReplayGate.now(tx)
                        .map(now -> rows.stream()
                                .map(row -> view(tx.catalog(), row, counts, now))
                                .toList()));
    }

    private ReplayView view(CatalogId catalog, Row row, List<Row> counts, Revisions now) {
        Replay replay = Replay.read(catalog, row);
        ReplayState state = ReplayState.valueOf(row.getString("state"));
        Instant finished = Columns.instantOrNull(row, "finished_at");
        Optional<String> unusable = failure(state, replay.failure())
                .or(() -> ReplayGate.reasonUnusable(state, finished, replay.revisions(), now, clock.instant()));
        return new ReplayView(
                replay.id(),
                replay.key().text(),
                row.getInteger("version"),
                state,
                row.getString("started_by"),
                Columns.instant(row, "started_at"),
                finished,
                replay.from(),
                List.of(replay.compared().view()),
                replay.revisions().referenceValues(),
                row.getLong("devices_total"),
                row.getLong("devices_done"),
                row.getLong("evidence_count"),
                replay.changed(),
                row.getLong("devices_without_evidence"),
                row.getLong("unreadable"),
                groups(counts.stream()
                        .filter(count -> count.getUUID("replay_id").equals(replay.id()))
                        .toList()),
                unusable.isEmpty(),
                unusable.orElse(null));
    }

    /** Returns why a replay failed, or why its last attempt did. */
    private static Optional<String> failure(ReplayState state, @Nullable String why) {
        return switch (state) {
            case FAILED -> Optional.ofNullable(why);
            case RUNNING -> Optional.ofNullable(why).map(LeasedJob::triedAgain);
            case FINISHED, CANCELLED, SUPERSEDED -> Optional.empty();
        };
    }

    private record Scope(String product, String group) {}

    private static List<ReplayGroup> groups(List<Row> counts) {
        Map<Scope, List<TrustTransition>> scopes = new LinkedHashMap<>();
        Map<Scope, Long> devices = new HashMap<>();
        for (Row row : counts) {
            Scope scope = new Scope(row.getString("product"), row.getString("group_name"));
            TrustTransition transition = new TrustTransition(
                    Trust.valueOf(row.getString("from_trust")),
                    Trust.valueOf(row.getString("to_trust")),
                    row.getLong("devices"));
            devices.merge(scope, transition.devices(), Long::sum);
            List<TrustTransition> transitions = scopes.computeIfAbsent(scope, added -> new ArrayList<>());
            if (transition.from() != transition.to()) {
                transitions.add(transition);
            }
        }
        return scopes.entrySet().stream()
                .map(scope -> new ReplayGroup(
                        scope.getKey().product(),
                        scope.getKey().group(),
                        devices.getOrDefault(scope.getKey(), 0L),
                        scope.getValue().stream()
                                .mapToLong(TrustTransition::devices)
                                .sum(),
                        List.copyOf(scope.getValue())))
                .sorted(Comparator.comparing((ReplayGroup group) -> group.devicesChanged() == 0))
                .toList();
    }
}
