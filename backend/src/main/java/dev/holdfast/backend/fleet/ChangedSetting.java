package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A changed setting of a device group. */
record ChangedSetting(String name, Object before, Object after) {
    /** Fails with {@code invalid-request} if the settings name a time zone that does not exist. */
    static void requireTimeZone(String field, GroupSettings settings) {
        String zone = settings.timeZone();
        new Checks()
                .that(
                        zone == null || ZoneId.getAvailableZoneIds().contains(zone),
                        field,
                        "must be the IANA name of a time zone, such as Europe/Amsterdam")
                .done();
    }

    /** Returns the settings that a request changes. */
    static List<ChangedSetting> of(DeviceGroupView before, GroupSettings after) {
        return Stream.of(
                        new ChangedSetting("description", before.description(), after.description()),
                        new ChangedSetting("osFeedType", before.osFeedType(), after.osFeedType()),
                        new ChangedSetting("updatePolicy", before.updatePolicy(), after.updatePolicy()),
                        new ChangedSetting(
                                "allowCrashDumpsCollection",
                                before.allowCrashDumpsCollection(),
                                after.allowCrashDumpsCollection()),
                        new ChangedSetting(
                                "regionalDataBoundary", before.regionalDataBoundary(), after.regionalDataBoundary()),
                        new ChangedSetting(
                                "requiresApproval",
                                before.requiresApproval(),
                                Objects.requireNonNullElse(after.requiresApproval(), before.requiresApproval())),
                        new ChangedSetting(
                                "timeZone",
                                before.timeZone(),
                                Objects.requireNonNullElse(after.timeZone(), before.timeZone())))
                .filter(setting -> !setting.before().equals(setting.after()))
                .toList();
    }
}
