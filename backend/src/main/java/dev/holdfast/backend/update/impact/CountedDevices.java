package dev.holdfast.backend.update.impact;

import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Devices with the same part, software and targets.
 *
 * @param part SKU; empty if unknown
 * @param osVersion OS version of the last attestation; empty before the first
 * @param attested deployment of the last attestation; null for none
 * @param before target before the change
 * @param after target after the change
 * @param devices number of devices that are neither blocked nor pinned
 * @param offline number of these devices that are silent for a day
 */
record CountedDevices(
        String part,
        String osVersion,
        @Nullable UUID attested,
        Target before,
        Target after,
        long devices,
        long offline) {
    /**
     * What a group offers.
     *
     * @param release OS release; null for none
     * @param deployment deployment; null for none
     */
    record Target(@Nullable UUID release, @Nullable UUID deployment) {}

    static CountedDevices of(Row row) {
        return new CountedDevices(
                row.getString("part"),
                row.getString("os_version"),
                row.getUUID("attested"),
                new Target(row.getUUID("release_before"), row.getUUID("deployment_before")),
                new Target(row.getUUID("release_after"), row.getUUID("deployment_after")),
                row.getLong("devices") - row.getLong("blocked") - row.getLong("pinned"),
                row.getLong("offline"));
    }

    /** Reads the targets of a part. */
    static CountedDevices ofPart(Row row) {
        return new CountedDevices(
                row.getString("part"),
                "",
                null,
                new Target(row.getUUID("release_before"), row.getUUID("deployment_before")),
                new Target(row.getUUID("release_after"), row.getUUID("deployment_after")),
                0,
                0);
    }

    /** Returns whether the change offers another release. */
    boolean changesRelease() {
        return after.release() != null && !after.release().equals(before.release());
    }

    /** Returns whether the change offers another deployment. */
    boolean changesDeployment() {
        return after.deployment() != null && !after.deployment().equals(before.deployment());
    }
}
