package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;

/** The five groups that every new product has, as in Azure Sphere. */
enum DefaultGroup {
    DEVELOPMENT("Development", OsFeed.RETAIL, UpdatePolicy.NO_APPLICATIONS, "Devices on developers' desks"),
    FIELD_TEST("Field Test", OsFeed.RETAIL, UpdatePolicy.ALL, "Devices that test applications"),
    FIELD_TEST_OS("Field Test OS Evaluation", OsFeed.EVALUATION, UpdatePolicy.ALL, "Field test of the next OS release"),
    PRODUCTION("Production", OsFeed.RETAIL, UpdatePolicy.ALL, "Devices in customers' hands"),
    PRODUCTION_OS(
            "Production OS Evaluation",
            OsFeed.EVALUATION,
            UpdatePolicy.ALL,
            "Production devices that test the next OS release");

    private final String title;
    private final OsFeed feed;
    private final UpdatePolicy policy;
    private final String description;

    DefaultGroup(String title, OsFeed feed, UpdatePolicy policy, String description) {
        this.title = title;
        this.feed = feed;
        this.policy = policy;
        this.description = description;
    }

    /** Returns the request that creates the group. */
    NewDeviceGroup request() {
        return new NewDeviceGroup(
                title,
                new GroupSettings(description, feed.apiName(), policy.apiName(), "Disabled", "None", false, null));
    }
}
