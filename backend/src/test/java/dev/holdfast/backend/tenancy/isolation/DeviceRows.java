package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.vertx.core.Vertx;
import java.util.UUID;

/** Writes rows into the tables that otherwise only devices, replays and jobs cause. */
final class DeviceRows {
    /** An attestation with its anomalies and a report. */
    private static final String ATTESTED = """
            with suspected as (
                insert into anomaly (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address)
                values ($1, $2, 'ALTERNATING_NETWORKS', now(), now(), 1, '', '127.0.0.1')
            ), dismissed as (
                insert into anomaly (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address,
                    dismissed_at, dismissed_by, dismissed_reason)
                values ($1, $2, 'NONCE_REUSED', now(), now(), 1, '', '127.0.0.1', now(), $3, 'A try')
            ), state as (
                insert into attested_state (catalog_id, state_id, measurements, evidence_part, used_on)
                values ($1, sha256(''), '[]', '', current_date)
            ), reported as (
                insert into device_report (catalog_id, device_id, report_id, at, received_at, kind, detail)
                values ($1, $2, gen_random_uuid(), now(), now(), 'APP_CRASH', '{}')
            ), proven as (
                insert into possession_proof (catalog_id, serial, authority, not_after)
                values ($1, substr($2, 1, 8), 1, now() + interval '1 day')
            )
            insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id,
                boot_count, debug_state, remote_address, nonce, evidence, result)
            values ($1, $2, now(), 'TRUSTED', 'attestation/default', 1, '[]', sha256(''), 1, 'ENABLED', '',
                substr($2, 1, 32), $2, $2)
            returning attestation_id::text""";

    /** A certificate to revoke by its serial number, and one to revoke with all certificates of the device. */
    private static final String CERTIFICATES = """
            insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
            values ($1, decode('41' || $3, 'hex'), $2, 'CUSTOMER', now(), now() + interval '1 day'),
                   ($1, decode('42' || $3, 'hex'), $2, 'UPDATE', now(), now() + interval '1 day')
            returning encode(serial, 'hex')""";

    /** A changed device of a replay, a page of a job, and the versions that a device attested. */
    private static final String LEFT_BY_JOBS = """
            with replayed as (
                insert into policy_replay_change (catalog_id, replay_id, device_id, group_id, from_trust, to_trust, at, newest,
                    rule, dropped, subject, reason, evidence_count, evidence_changed)
                select $1, $3, $2, d.group_id, 'TRUSTED', 'OUTDATED', now(), true, 'a-rule', false, '', '', 1, 1
                from device d where d.catalog_id = $1 and d.device_id = $2
            ), begun as (
                insert into device_job_page (catalog_id, job_id, page, device_ids) values ($1, $4, 99, array[$2])
            )
            insert into attested_version (catalog_id, device_id, keystore_version, security_versions) values ($1, $2, 1, '{}')""";

    /** A rollout that ended, with a device that failed. */
    private static final String ROLLED_OUT = """
            with ended as (
                insert into rollout (catalog_id, rollout_id, group_id, state, state_since, seed, rules, reason, created_at, created_by)
                select $1, gen_random_uuid(), d.group_id, 'ABORTED', now(), 0, '[]', $3, now(), $3
                from device d where d.catalog_id = $1 and d.device_id = $2
                returning rollout_id
            ), planned as (
                insert into rollout_phase (catalog_id, rollout_id, position, kind, amount, soak, success_percent, after)
                select $1, rollout_id, 1, 'PERCENT', 100, '0', 100, 'OPEN_NEXT' from ended
            )
            insert into rollout_failure (catalog_id, device_id, rollout_id, phase, step, code, at)
            select $1, $2, rollout_id, 1, 'FAILED', $3, now() from ended""";

    /** A rollout that has begun to open its first phase, and whose next step is a person's. */
    private static final String AWAITED = """
            with opened as (
                update rollout_phase set opened_at = now(), buckets = 0, hashes = '{}'
                where catalog_id = $1 and rollout_id = $2 and position = 1
            )
            update rollout r set state = $3, phase = 1, started_at = now(), question = 'OPEN_NEXT_PHASE',
                halt = case $3 when 'HALTED' then jsonb_build_object('reason', r.reason) end,
                previous_deployment_id = (
                    select d.deployment_id from deployment d where d.catalog_id = r.catalog_id and d.group_id = r.group_id
                      and d.current_since is not null and d.superseded_at is null)
            where r.catalog_id = $1 and r.rollout_id = $2""";

    private static final String FAILED_IN_ROLLOUT = """
            update device set rollout_id = $2, rollout_phase = 1, rollout_step = 'FAILED', rollout_at = now()
            where catalog_id = $1 and device_id = $3""";

    /** Rows that appraisal and approvals write. */
    private static final String DECIDED = """
            with approved as (
                insert into capability_file (catalog_id, file_id, device_id, capabilities, reason, issued_by, approved_by,
                    issued_at, expires_at)
                values ($1, gen_random_uuid(), $2, '{}', $3, $3, $3, now(), now() + interval '1 hour')
            )
            update device d set trust = 'UNTRUSTED', reason_code = $3, os_version = '24.06', last_seen = now(), last_attestation = now(),
                crashed_at = now(),
                certificate_expires = now() + interval '1 day', attested_manifest = (
                    select max(manifest_version) from deployment where catalog_id = $1 and group_id = d.group_id)
            where catalog_id = $1 and device_id = $2""";

    /** A replay and a job that a backend is running. */
    private static final String RUNNING = """
            with replay as (
                update policy_replay set state = 'RUNNING', finished_at = null, leased_until = now() + interval '1 day'
                where catalog_id = $1 and replay_id = $2
            )
            update device_job set state = 'RUNNING', finished_at = null, leased_until = now() + interval '1 day'
            where catalog_id = $1 and job_id = $3""";

    /** Finds replays and jobs that run, without those that {@link #RUNNING} marked. */
    private static final String UNFINISHED = """
            select exists (
                    select from policy_replay
                    where catalog_id = $1 and state = 'RUNNING' and leased_until < now() + interval '1 hour')
                or exists (
                    select from device_job
                    where catalog_id = $1 and state = 'RUNNING' and leased_until < now() + interval '1 hour')""";

    private final Transactions transactions;
    private final Vertx vertx;

    DeviceRows(Transactions transactions, Vertx vertx) {
        this.transactions = transactions;
        this.vertx = vertx;
    }

    /**
     * Adds an attestation, anomalies and a report.
     *
     * @param secret text for the name of the person who dismissed an anomaly
     * @return ID of the attestation
     */
    String attest(CatalogId catalog, DeviceId device, String secret) {
        return OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog, sql -> sql.one(ATTESTED, row -> row.getString(0), catalog, device, secret)));
    }

    /** Adds two certificates; returns the serial number of one. */
    String enrol(CatalogId catalog, DeviceId device) {
        return OnVertx.await(
                        vertx,
                        () -> transactions.inCatalog(
                                catalog,
                                sql -> sql.list(
                                        CERTIFICATES, row -> row.getString(0), catalog, device, SampleIds.digits(16))))
                .getFirst();
    }

    /** Adds the device's rows of a replay and a job. */
    void addReplayAndJobRows(CatalogId catalog, DeviceId device, UUID replay, UUID job) {
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(catalog, sql -> sql.update(LEFT_BY_JOBS, catalog, device, replay, job)));
    }

    /**
     * Makes the device attest its deployment, and adds a capability file.
     *
     * @param secret text for the reason of the device's lost trust and for the name of the capability's approver
     */
    void decide(CatalogId catalog, DeviceId device, String secret) {
        OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, sql -> sql.update(DECIDED, catalog, device, secret)));
    }

    /** Returns whether a replay or a job of a catalog has not ended, apart from those that {@link #markRunning} marked. */
    boolean isRunning(CatalogId catalog) {
        return OnVertx.await(
                vertx,
                () -> transactions.inCatalog(catalog, sql -> sql.one(UNFINISHED, row -> row.getBoolean(0), catalog)));
    }

    /**
     * Adds an ended rollout to the group of the device.
     *
     * @param secret text for the reason, the person, and the device's error
     */
    void rollOut(CatalogId catalog, DeviceId device, String secret) {
        OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, sql -> sql.update(ROLLED_OUT, catalog, device, secret)));
    }

    /**
     * Puts a draft into the state of an active rollout.
     *
     * @param state state in which a person decides the next step
     */
    void await(CatalogId catalog, String rollout, String state) {
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog, sql -> sql.update(AWAITED, catalog, UUID.fromString(rollout), state)));
    }

    /** Appends an event. */
    void emit(CatalogId catalog, Event event) {
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> tx.emit(event)));
    }

    /** Marks a device as failed in a rollout. */
    void fail(CatalogId catalog, String rollout, DeviceId device) {
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog, sql -> sql.update(FAILED_IN_ROLLOUT, catalog, UUID.fromString(rollout), device)));
    }

    /** Marks a replay and a job as running. */
    void markRunning(CatalogId catalog, UUID replay, UUID job) {
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, sql -> sql.update(RUNNING, catalog, replay, job)));
    }
}
