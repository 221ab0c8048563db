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
 * What came of a job, as the audit log tells it. Pure.
 *
 * @param wish what was wished
 * @param reason why; empty for nothing
 * @param startedBy by whom
 * @param from where they were
 * @param devices for how many devices
 * @param changed of how many something changed
 * @param unchanged how many were that way already
 * @param refused how many were left as they were
 * @param moves where devices were and are
 */
record JobEnd(
        JobWish wish,
        String reason,
        String startedBy,
        RequestOrigin from,
        long devices,
        long changed,
        long unchanged,
        long refused,
        Moves moves) {
    static JobEnd read(Row row) {
        return new JobEnd(
                JobWish.read(row),
                row.getString("reason"),
                row.getString("started_by"),
                RequestOrigin.kept(row),
                row.getLong("devices_in_all"),
                row.getLong("changed"),
                row.getLong("unchanged"),
                row.getLong("refused"),
                Moves.read(new JsonObject(row.getString("moves"))));
    }

    /** Adds what was before and is since, as the same act on few devices says it; tags are told of each device as they change. */
    AuditEntry told(AuditEntry entry) {
        return changed == 0
                ? entry
                : switch (wish.act()) {
                    case MOVE, CLAIM -> moves.told(entry);
                    case BLOCK -> entry.changing("blocked", false, true);
                    case UNBLOCK -> entry.changing("blocked", true, false);
                    case TAG -> entry;
                };
    }

    /** Returns the action of the audit log, that of the same act on few devices. */
    String action() {
        return switch (wish.act()) {
            case MOVE -> "MoveDevices";
            case TAG -> "TagDevices";
            case CLAIM -> "ClaimDevices";
            case BLOCK -> "BlockDevices";
            case UNBLOCK -> "UnblockDevices";
        };
    }

    /** Such as {@code Move to Toaster / Production: finished. Of 1,000 devices 900 changed, 60 were so already, 40 were left out.} */
    String sentence(DeviceJobState state, @Nullable String failure) {
        long left = devices - changed - unchanged - refused;
        String counts = String.format(
                Locale.ROOT,
                "Of %,d %s %,d changed, %,d were so already, %,d were left out",
                devices,
                devices == 1 ? "device" : "devices",
                changed,
                unchanged,
                refused);
        return wish.summary() + ": " + state.name().toLowerCase(Locale.ROOT) + ". " + counts
                + (left == 0 ? "." : String.format(Locale.ROOT, ", %,d were not come to.", left))
                + (failure == null ? "" : " " + failure);
    }
}
