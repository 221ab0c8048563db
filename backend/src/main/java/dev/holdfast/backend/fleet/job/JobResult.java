package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.contract.operator.job.DeviceJobState;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a job for the audit log. Pure.
 *
 * @param spec specification of the job
 * @param reason reason; empty if none was given
 * @param startedBy name of the person who started the job
 * @param from origin of the request that started the job
 * @param devices total number of devices
 * @param changed number of changed devices
 * @param unchanged number of devices that already were in the requested state
 * @param refused number of devices that could not be changed
 * @param moves previous and new groups
 */
record JobResult(
        JobSpec spec,
        String reason,
        String startedBy,
        RequestOrigin from,
        long devices,
        long changed,
        long unchanged,
        long refused,
        Moves moves) {
    static JobResult read(Row row) {
        return new JobResult(
                JobSpec.read(row),
                row.getString("reason"),
                row.getString("started_by"),
                RequestOrigin.read(row),
                row.getLong("devices_total"),
                row.getLong("changed"),
                row.getLong("unchanged"),
                row.getLong("refused"),
                Moves.read(new JsonObject(row.getString("moves"))));
    }

    /** Adds the changes to the audit entry, as in the entry of the direct command. Tag changes have entries for each device instead. */
    AuditEntry addChanges(AuditEntry entry) {
        return changed == 0
                ? entry
                : switch (spec.operation()) {
                    case MOVE, CLAIM -> moves.addTo(entry);
                    case BLOCK -> entry.changing("blocked", false, true);
                    case UNBLOCK -> entry.changing("blocked", true, false);
                    case TAG -> entry;
                };
    }

    /** Returns the audit action, which is also the action of the direct command. */
    String action() {
        return switch (spec.operation()) {
            case MOVE -> "MoveDevices";
            case TAG -> "TagDevices";
            case CLAIM -> "ClaimDevices";
            case BLOCK -> "BlockDevices";
            case UNBLOCK -> "UnblockDevices";
        };
    }

    /** Returns for instance {@code Move to Toaster / Production: finished. Of 1,000 devices 900 changed, 60 were unchanged, 40 were refused.} */
    String sentence(DeviceJobState state, @Nullable String failure) {
        long left = devices - changed - unchanged - refused;
        String counts = String.format(
                Locale.ROOT,
                "Of %,d %s %,d changed, %,d were unchanged, %,d were refused",
                devices,
                devices == 1 ? "device" : "devices",
                changed,
                unchanged,
                refused);
        return spec.summary() + ": " + state.name().toLowerCase(Locale.ROOT) + ". " + counts
                + (left == 0 ? "." : String.format(Locale.ROOT, ", %,d were not processed.", left))
                + (failure == null ? "" : " " + failure);
    }
}
