package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the progress and the end of jobs. */
final class DeviceJobRecords {
    // Locks the job until the commit: a cancellation waits for the current page, and no other backend runs the page.
    private static final String HOLD = """
            select 1 from device_job
            where catalog_id = $1 and job_id = $2 and runner = $3 and page = $4 and state = 'RUNNING'
            for no key update""";
    private static final String DEVICES =
            "select device_ids from device_job_page where catalog_id = $1 and job_id = $2 and page = $3";
    private static final String ADVANCE = """
            update device_job set page = page + 1, changed = changed + $3, unchanged = unchanged + $4,
                refused = refused + $5, leased_until = $6, attempts = 0, failure = null, moves = $7::text::jsonb
            where catalog_id = $1 and job_id = $2""";
    // j.refused already includes these refusals, so their number is added back to the limit.
    private static final String REFUSE = """
            insert into device_job_refusal (catalog_id, job_id, device_id, code, reason)
            select $1, $2, r.device_id, r.code, r.reason
            from unnest($3::bytea[], $4::text[], $5::text[]) with ordinality as r(device_id, code, reason, place)
            order by r.place
            limit (select greatest(0, %d + cardinality($3::bytea[]) - j.refused) from device_job j
                where j.catalog_id = $1 and j.job_id = $2)""".formatted(DeviceJobRefusalPage.MAX_LISTED);
    private static final String END = """
            update device_job set state = $3, finished_at = $4, failure = $5
            where catalog_id = $1 and job_id = $2 and state = 'RUNNING'
            returning spec::text as spec, reason, started_by, devices_total, changed, unchanged, refused,
                moves::text as moves,\s""" + RequestOrigin.COLUMNS;
    /** Deletes the device IDs of a job that ended. Its counts and refusals are kept. */
    private static final String FORGET = "delete from device_job_page where catalog_id = $1 and job_id = $2";

    private DeviceJobRecords() {}

    /** Locks the job and returns the devices of its page; empty if the job has ended or another backend has taken over. */
    static Uni<Optional<List<DeviceId>>> hold(Tx tx, UUID runner, DeviceJob job) {
        return tx.find(HOLD, row -> job, job.catalog(), job.id(), runner, job.page())
                .chain(held -> held.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : tx.find(
                                DEVICES,
                                row -> Columns.devices(row, "device_ids"),
                                job.catalog(),
                                job.id(),
                                job.page()));
    }

    /** Writes the result of the locked page and the job's progress. The last page ends the job. */
    static Uni<Void> advance(Tx tx, DeviceJob job, List<DeviceId> devices, DeviceJobHandler.PageResult done) {
        List<DeviceJobRefusal> refused = done.refused();
        return tx.update(
                        ADVANCE,
                        job.catalog(),
                        job.id(),
                        done.changed(),
                        devices.size() - done.changed() - refused.size(),
                        refused.size(),
                        tx.now().plus(LeasedJob.LEASE),
                        job.next(done).moves().json().encode())
                .chain(() -> refused.isEmpty()
                        ? Uni.createFrom().item(0)
                        : tx.update(
                                REFUSE,
                                job.catalog(),
                                job.id(),
                                Columns.byteArrays(
                                        refused, refusal -> refusal.deviceId().bytes()),
                                Columns.texts(refused, DeviceJobRefusal::code),
                                Columns.texts(refused, DeviceJobRefusal::reason)))
                .chain(() -> job.isLastPage()
                        ? end(tx, job.id(), DeviceJobState.FINISHED, null, null)
                        : Uni.createFrom().voidItem());
    }

    /** Ends a job. The audit entry names {@code canceller}; if null, the person who started the job. */
    static Uni<Void> end(Tx tx, UUID job, DeviceJobState state, @Nullable String failure, @Nullable String canceller) {
        return tx.find(END, JobResult::read, tx.catalog(), job, state, tx.now(), failure)
                .chain(ended -> ended.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.update(FORGET, tx.catalog(), job)
                                .chain(() -> tx.emit(Event.of(
                                        "DeviceJobEnded",
                                        job.toString(),
                                        Map.of(
                                                "state",
                                                state.name(),
                                                "operation",
                                                ended.get().spec().operation().name()))))
                                .chain(() -> audit(tx, ended.get(), job, state, failure, canceller)));
    }

    private static Uni<Void> audit(
            Tx tx,
            JobResult end,
            UUID job,
            DeviceJobState state,
            @Nullable String failure,
            @Nullable String canceller) {
        AuditEntry entry = auditEntry(end, job, state, failure, canceller);
        return canceller == null ? RequestOrigin.with(tx, end.from(), () -> tx.audit(entry)) : tx.audit(entry);
    }

    private static AuditEntry auditEntry(
            JobResult end, UUID job, DeviceJobState state, @Nullable String failure, @Nullable String canceller) {
        return end.addChanges(AuditEntry.by(
                        canceller == null ? end.startedBy() : canceller,
                        canceller == null ? end.action() : "CancelDeviceJob",
                        "job " + job,
                        end.sentence(state, failure))
                .because(end.reason().isEmpty() ? null : end.reason()));
    }
}
