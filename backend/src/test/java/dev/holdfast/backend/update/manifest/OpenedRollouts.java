package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.report.RecordReports;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes rollouts that opened devices, as the commands and jobs of rollouts do. They wait for a person, so that no job changes them. */
@Singleton
public class OpenedRollouts {
    /** $2: GUID of the rollout and its deployment. Phase 1 has the listed devices, phase 2 all. */
    private static final String START = """
            with versioned as (
                update catalog set manifest_version = manifest_version + 1 where catalog_id = $1 returning manifest_version
            ), deployed as (
                insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by)
                values ($1, $2, $3, 0, now(), 'pavel')
            ), imaged as (
                insert into deployment_image (catalog_id, deployment_id, position, image_id) values ($1, $2, 1, $4)
            ), started as (
                insert into rollout (catalog_id, rollout_id, group_id, deployment_id, state, state_since, question, phase, seed, version,
                    opened_versions, rules, created_at, created_by, started_at)
                select $1, $2, $3, $2, 'WAITING', now(), 'OPEN_NEXT_PHASE', 1, 0, manifest_version, array[manifest_version], '[]', now(),
                    'pavel', now()
                from versioned
            )
            insert into rollout_phase (catalog_id, rollout_id, position, kind, amount, soak, success_percent, after, opened_at, buckets,
                hashes)
            values ($1, $2, 1, 'COUNT', 1, '0', 100, 'OPEN_NEXT', now(), 0, '{}'),
                ($1, $2, 2, 'PERCENT', 100, '0', 100, 'OPEN_NEXT', null, null, null)""";

    private static final String OPEN = """
            with hashes as (
                select coalesce(array_agg(d.member_hash), '{}') as opened from device d
                where d.catalog_id = $1 and d.device_id = any ($3::bytea[])
            ), listed as (
                update rollout r set listed = r.listed || h.opened from hashes h where r.catalog_id = $1 and r.rollout_id = $2
            ), phased as (
                update rollout_phase p set hashes = p.hashes || h.opened from hashes h
                where p.catalog_id = $1 and p.rollout_id = $2 and p.position = 1
            )
            insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
            select $1, $2, 1, 'TARGETED', cardinality(h.opened) from hashes h""";
    /** Makes the sets for open devices due. */
    private static final String AGE = """
            update manifest_set set issued_at = issued_at - interval '20 hours', expires_at = expires_at - interval '20 hours'
            where catalog_id = $1 and rollout_id = $2""";

    private static final String BECOME = """
            update rollout set state = $3, tentative_until = case $3 when 'ABORTED' then now() + interval '1 hour' end
            where catalog_id = $1 and rollout_id = $2""";

    private final Transactions transactions;
    private final RenewManifests renewManifests;
    private final RecordReports recordReports;
    private final Vertx vertx;

    OpenedRollouts(Transactions transactions, RenewManifests renewManifests, RecordReports recordReports, Vertx vertx) {
        this.transactions = transactions;
        this.renewManifests = renewManifests;
        this.recordReports = recordReports;
        this.vertx = vertx;
    }

    /** Starts a rollout of an image that opened devices, and signs its sets. Returns its GUID. */
    public UUID start(CatalogId catalog, UUID group, ImageId image, List<DeviceId> open) {
        UUID rollout = UUID.randomUUID();
        update(catalog, START, catalog, rollout, group, image);
        open(catalog, rollout, open);
        return rollout;
    }

    /** Opens more devices, and signs the sets again. */
    public void open(CatalogId catalog, UUID rollout, List<DeviceId> devices) {
        update(catalog, OPEN, catalog, rollout, Columns.devices(devices));
        signAgain(catalog, rollout);
    }

    /** Lets 20 of the 24 hours of the sets pass, and renews the sets that are due. */
    public void signAgain(CatalogId catalog, UUID rollout) {
        update(catalog, AGE, catalog, rollout);
        OnVertx.await(vertx, renewManifests::renew);
    }

    /** Makes the rollout an emergency, and signs its sets again. */
    public void makeEmergency(CatalogId catalog, UUID rollout) {
        update(
                catalog,
                "update rollout set emergency = true where catalog_id = $1 and rollout_id = $2",
                catalog,
                rollout);
        signAgain(catalog, rollout);
    }

    /** Lets a device report that it installed a version of the sets. */
    public void install(DeviceId device, long version) {
        DeviceReport report = new DeviceReport(
                UUID.randomUUID(),
                Instant.now(),
                DeviceReport.Kind.UPDATE_INSTALLED,
                Map.of("manifestVersion", Long.toString(version), "error", ""));
        Reports reports = new Reports(List.of(new Report(SiliconManufacturer.witness(device), report)));
        OnVertx.await(vertx, () -> recordReports.record(reports));
    }

    /** Changes the state. Devices of an aborted rollout may attest its images for one more hour. */
    public void become(CatalogId catalog, UUID rollout, String state) {
        update(catalog, BECOME, catalog, rollout, state);
    }

    private void update(CatalogId catalog, String statement, Object... parameters) {
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> tx.update(statement, parameters)));
    }
}
