package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.component.Facts;

/** The settings of a device group in words. */
public final class SettingWords {
    private SettingWords() {}

    /** Returns all of them, each with its name. */
    public static Facts facts(DeviceGroupView group) {
        return new Facts()
                .with("Description", group.description())
                .with("OS feed", feed(group))
                .with("Updates", updates(group))
                .with("Data", data(group))
                .with("Key exchange", group.requiresPostQuantum() ? "Post-quantum only" : "Any");
    }

    /** Says which releases of the operating system it gets. */
    public static String feed(DeviceGroupView group) {
        return group.osFeedType().equals("RetailEval") ? "Evaluation" : "Retail";
    }

    public static String updates(DeviceGroupView group) {
        return group.updatePolicy().equals("UpdateAll") ? "OS and applications" : "OS only";
    }

    /** Says what becomes of its devices' data. */
    public static String data(DeviceGroupView group) {
        String dumps = group.allowCrashDumpsCollection().equals("Enabled") ? "Crash dumps" : "No crash dumps";
        return group.regionalDataBoundary().equals("EU") ? dumps + ", EU only" : dumps;
    }
}
