package dev.holdfast.backend.update.manifest;

import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * Devices that a rollout has opened, for which the sets of the next deployment are signed.
 *
 * @param rollout GUID of the rollout
 * @param seed first bucket of the arc
 * @param buckets number of buckets in the arc
 * @param list listed and excluded devices
 */
public record OpenDevices(UUID rollout, int seed, int buckets, MemberList list) {
    /** Reads a row of the view {@code active_rollout}. */
    static OpenDevices read(Row row) {
        return new OpenDevices(
                row.getUUID("rollout_id"),
                row.getInteger("seed"),
                row.getInteger("buckets"),
                MemberList.of(List.of(row.getArrayOfLongs("listed")), List.of(row.getArrayOfLongs("excluded"))));
    }

    /** Returns the audience for the signed sets. */
    RolloutAudience audience() {
        return RolloutAudience.of(rollout, seed, buckets, list);
    }
}
