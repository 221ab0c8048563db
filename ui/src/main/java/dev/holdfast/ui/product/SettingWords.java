package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.product.DeviceGroupView;

/** The settings of a device group in words. */
public final class SettingWords {
    private SettingWords() {}

    /** Says which releases of the operating system it gets. */
    public static String feed(DeviceGroupView group) {
        return group.osFeedType().equals("RetailEval") ? "Evaluation" : "Retail";
    }

    /** Says what is updated. */
    public static String updates(DeviceGroupView group) {
        return group.updatePolicy().equals("UpdateAll") ? "OS and applications" : "OS only";
    }

    /** Says what becomes of its devices' data. */
    public static String data(DeviceGroupView group) {
        String dumps = group.allowCrashDumpsCollection().equals("Enabled") ? "Crash dumps" : "No crash dumps";
        return group.regionalDataBoundary().equals("EU") ? dumps + ", EU only" : dumps;
    }
}
