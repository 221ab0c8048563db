package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.platform.uptime.Uptime;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.RolloutAttention;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the overview of a catalog: device counts from the fleet counters, and what needs attention. */
@ApplicationScoped
public class DescribeFleet {
    private static final int RECENT = 10;

    /** Start of the hour that contains $2, which is a day ago. Devices last seen before that hour are counted by an index-only scan. */
    private static final String HOUR = "date_bin('1 hour', $2::timestamptz, timestamptz '2000-01-01 00:00:00+00')";

    // Rows that count devices by trust have manifest version 0.
    static final String NUMBERS = """
            select coalesce(sum(devices) filter (where measure = 'TRUSTED'), 0)::bigint as trusted,
                   coalesce(sum(devices) filter (where measure = 'OUTDATED'), 0)::bigint as outdated,
                   coalesce(sum(devices) filter (where measure = 'UNTRUSTED'), 0)::bigint as untrusted,
                   coalesce(sum(devices) filter (where measure = 'UNKNOWN'), 0)::bigint as unknown,
                   coalesce(sum(devices) filter (where measure = 'UNREACHABLE'), 0)::bigint as unreachable,
                   (select count(*) from device where catalog_id = $1 and seen_hour < %1$s)
                       + (select count(*) from device
                          where catalog_id = $1 and seen_hour = %1$s and coalesce(last_seen, claimed_at) <= $2) as silent,
                   (select count(distinct device_id) from anomaly
                    where catalog_id = $1 and dismissed_at is null) as anomalous,
                   (select count(*) from device where catalog_id = $1 and blocked_at is not null) as blocked,
                   (select count(*) from device
                    where catalog_id = $1 and trust = 'UNTRUSTED' and reason_code = 'os-not-released') as not_released,
                   (select count(*) from product where catalog_id = $1 and not unassigned) as products,
                   (select count(*) from image where catalog_id = $1 and deleted_at is null) as images,
                   (select count(*) from image where catalog_id = $1 and deleted_at is null and type = 'Applications') as applications,
                   (select count(*) from deployment where catalog_id = $1) as deployments
            from current_device_count where catalog_id = $1 and manifest_version = 0""".formatted(HOUR);
    // The descending order of trust lists UNTRUSTED before OUTDATED.
    private static final String ATTENTION = """
            select trust, reason_code, min(reason) as reason, count(*) as devices, min(trust_since) as since
            from device
            where catalog_id = $1 and trust in ('UNTRUSTED', 'OUTDATED') and trust_since is not null
            group by trust, reason_code
            order by trust desc, devices desc, reason_code
            limit 8""";

    // The order of states lists HALTED, then WAITING, then drafts that the system made.
    private static final String ROLLOUTS = """
            select r.rollout_id, r.state, r.state_since, p.name as product, g.name as group_name
            from rollout r
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            where r.catalog_id = $1 and (r.state in ('HALTED', 'WAITING') or r.state = 'DRAFT' and cardinality(r.releases) > 0)
            order by r.state = 'DRAFT', r.state, r.state_since
            limit 8""";

    private final AuditLog audit;
    private final Uptime uptime;
    private final DiskSpace disk;

    DescribeFleet(AuditLog audit, Uptime uptime, DiskSpace disk) {
        this.audit = audit;
        this.uptime = uptime;
        this.disk = disk;
    }

    Uni<Overview> describe(Tx tx) {
        return tx.list(ATTENTION, DescribeFleet::attention, tx.catalog())
                .chain(attention -> audit.newestOfPeople(tx, tx.catalog(), RECENT)
                        .chain(recent -> uptime.outages(tx, Filter.ALL, Silence.since(tx), RECENT)
                                .chain(outages -> tx.list(ROLLOUTS, DescribeFleet::rollout, tx.catalog())
                                        .chain(rollouts -> numbers(tx, attention, recent, outages, rollouts)))));
    }

    private Uni<Overview> numbers(
            Tx tx,
            List<Attention> attention,
            List<AuditEntryView> recent,
            List<VerifierOutage> outages,
            List<RolloutAttention> rollouts) {
        return tx.one(
                NUMBERS, row -> overview(row, attention, recent, outages, rollouts), tx.catalog(), Silence.since(tx));
    }

    private Overview overview(
            Row row,
            List<Attention> attention,
            List<AuditEntryView> recent,
            List<VerifierOutage> outages,
            List<RolloutAttention> rollouts) {
        long trusted = row.getLong("trusted");
        long outdated = row.getLong("outdated");
        long untrusted = row.getLong("untrusted");
        long unknown = row.getLong("unknown");
        return new Overview(
                trusted + outdated + untrusted + unknown,
                trusted,
                outdated,
                untrusted,
                unknown,
                row.getLong("silent"),
                row.getLong("products"),
                row.getLong("images"),
                row.getLong("applications"),
                row.getLong("deployments"),
                attention,
                recent,
                row.getLong("unreachable"),
                row.getLong("anomalous"),
                row.getLong("blocked"),
                row.getLong("not_released"),
                outages,
                disk.isLow(),
                rollouts);
    }

    private static RolloutAttention rollout(Row row) {
        return new RolloutAttention(
                row.getUUID("rollout_id"),
                row.getString("product"),
                row.getString("group_name"),
                switch (row.getString("state")) {
                    case "HALTED" -> RolloutStatus.HALTED;
                    case "DRAFT" -> RolloutStatus.DRAFT;
                    default -> RolloutStatus.WAITING_FOR_PERSON;
                },
                Columns.instant(row, "state_since"));
    }

    private static Attention attention(Row row) {
        return new Attention(
                row.getString("reason"),
                Trust.valueOf(row.getString("trust")),
                row.getString("reason_code"),
                row.getLong("devices"),
                Columns.instant(row, "since"));
    }
}
