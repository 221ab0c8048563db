package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads rollouts. */
final class RolloutRows {
    private static final String SELECT = """
            select r.*, extract(epoch from r.attest_within)::bigint as attest_seconds,
                extract(epoch from r.silent_after)::bigint as silent_seconds, g.name as group_name, p.name as product,
                case when r.state = 'DRAFT' then (
                    select a.approval_id from approval a
                    where a.catalog_id = r.catalog_id and a.operation = 'START_DEPLOYMENT' and a.part = r.rollout_id::text
                      and a.state = 'PENDING' and a.expires_at > $3 limit 1) end as approval
            from rollout r
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            where r.catalog_id = $1 and r.rollout_id = any ($2::uuid[])""";
    private static final String LOCKED = SELECT + " for no key update of r";
    // The group first, as everything that locks both does.
    private static final String LOCK_GROUP = """
            select g.group_id from device_group g
            where g.catalog_id = $1 and g.group_id = (
                select r.group_id from rollout r where r.catalog_id = $1 and r.rollout_id = $2)
            for no key update""";
    private static final String PHASES = """
            select f.*, extract(epoch from f.soak)::bigint as soak_seconds from rollout_phase f
            where f.catalog_id = $1 and f.rollout_id = any ($2::uuid[]) order by f.position""";

    private RolloutRows() {}

    /** Returns those of the rollouts that exist, in any order. */
    static Uni<List<Rollout>> of(Tx tx, Collection<UUID> rollouts) {
        return read(tx, SELECT, rollouts);
    }

    /** Returns a rollout; fails with {@code not-found}. */
    static Uni<Rollout> one(Tx tx, UUID rollout) {
        return read(tx, SELECT, List.of(rollout)).map(found -> only(found, rollout));
    }

    /** Returns a rollout and locks it until the transaction ends; fails with {@code not-found}. */
    static Uni<Rollout> locked(Tx tx, UUID rollout) {
        return read(tx, LOCKED, List.of(rollout)).map(found -> only(found, rollout));
    }

    /** Returns a rollout and locks it and its group, so that no device joins the group meanwhile; fails with {@code not-found}. */
    static Uni<Rollout> lockedWithGroup(Tx tx, UUID rollout) {
        return tx.run(LOCK_GROUP, tx.catalog(), rollout).chain(() -> locked(tx, rollout));
    }

    private static Rollout only(List<Rollout> found, UUID rollout) {
        return found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("Rollout " + rollout));
    }

    private static Uni<List<Rollout>> read(Tx tx, String query, Collection<UUID> rollouts) {
        Object ids = Columns.guids(rollouts, rollout -> rollout);
        return tx.list(query, row -> row, tx.catalog(), ids, tx.now())
                .chain(rows -> tx.list(PHASES, row -> row, tx.catalog(), ids)
                        .map(phases -> phases.stream().collect(Collectors.groupingBy(row -> row.getUUID("rollout_id"))))
                        .map(phases -> rows.stream()
                                .map(row -> rollout(row, phases.getOrDefault(row.getUUID("rollout_id"), List.of())))
                                .toList()));
    }

    private static Rollout rollout(Row row, List<Row> phases) {
        Long limit = row.getLong("max_in_flight");
        return new Rollout(
                row.getUUID("rollout_id"),
                row.getUUID("group_id"),
                row.getString("product"),
                row.getString("group_name"),
                row.getUUID("deployment_id"),
                List.of(row.getArrayOfUUIDs("releases")),
                row.getUUID("previous_deployment_id"),
                state(row),
                new RolloutPlan(
                        phases.stream().map(RolloutRows::phase).toList(),
                        StoredHalt.rules(row.getJsonArray("rules")),
                        limit == null ? RolloutPlan.UNLIMITED : limit,
                        row.getBoolean("emergency")),
                new OpenMembers(
                        row.getInteger("seed"),
                        row.getInteger("buckets"),
                        List.of(row.getArrayOfLongs("listed")),
                        List.of(row.getArrayOfLongs("excluded"))),
                phases.stream()
                        .filter(phase -> phase.getInteger("buckets") != null)
                        .map(phase ->
                                new OpenedPhase(phase.getInteger("buckets"), List.of(phase.getArrayOfLongs("hashes"))))
                        .toList(),
                row.getLong("version"),
                List.of(row.getArrayOfLongs("opened_versions")),
                Columns.instantOrNull(row, "start_at"),
                Duration.ofSeconds(row.getLong("attest_seconds")),
                Duration.ofSeconds(row.getLong("silent_seconds")),
                row.getString("reason"),
                row.getLong("revision"));
    }

    private static RolloutState state(Row row) {
        int phase = row.getInteger("phase");
        UUID approval = row.getUUID("approval");
        return switch (row.getString("state")) {
            case "DRAFT" -> approval == null ? new Draft() : new AwaitingApproval(approval);
            case "SCHEDULED" -> new Scheduled(Columns.instant(row, "start_at"));
            case "RUNNING" -> new Running(phase);
            case "SOAKING" -> new Soaking(phase, Columns.instant(row, "soak_until"));
            case "WAITING" -> new WaitingForPerson(phase, Question.valueOf(row.getString("question")));
            case "HALTED" -> new Halted(phase, StoredHalt.halt(row.getJsonObject("halt")));
            case "PAUSED" -> new Paused(phase);
            case "ROLLING_BACK" -> new RollingBack(Columns.instant(row, "state_since"));
            case "ABORTED" -> new Aborted();
            case "COMPLETED" -> new Completed();
            default -> throw new IllegalStateException("a rollout in state " + row.getString("state"));
        };
    }

    private static Phase phase(Row row) {
        Integer amount = row.getInteger("amount");
        Selection selection = switch (row.getString("kind")) {
            case "PERCENT" -> new Selection.Percent(Objects.requireNonNull(amount));
            case "COUNT" -> new Selection.Count(Objects.requireNonNull(amount));
            case "TAG" -> new Selection.Tagged(row.getString("tag"));
            case "LIST" -> new Selection.Listed(Columns.devices(row, "devices"));
            default -> throw new IllegalStateException("a phase by " + row.getString("kind"));
        };
        return new Phase(
                selection,
                Duration.ofSeconds(row.getLong("soak_seconds")),
                row.getInteger("success_percent"),
                Phase.After.valueOf(row.getString("after")));
    }
}
