package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A changed setting of a device group. */
record ChangedSetting(String name, Object before, Object after) {
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
                                Objects.requireNonNullElse(after.requiresApproval(), before.requiresApproval())))
                .filter(setting -> !setting.before().equals(setting.after()))
                .toList();
    }
}
