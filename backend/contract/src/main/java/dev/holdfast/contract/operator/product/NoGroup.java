package dev.holdfast.contract.operator.product;

import org.jspecify.annotations.Nullable;

/**
 * Reserved names for devices in no group. As in Azure Sphere, every catalog has a hidden product and device group for
 * claimed devices without a group. Requests and filters use the name as product and as group.
 */
public final class NoGroup {
    /** Name in responses, filters and requests. */
    public static final String NAME = ".unassigned";

    /** Alternative name in filters and requests. */
    public static final String DEFAULT = ".default";

    /** Name in sentences. */
    public static final String WORDS = "no group";

    private NoGroup() {}

    /** Returns whether the name of a product or group stands for none, case-insensitive. */
    public static boolean isNamed(@Nullable String name) {
        return NAME.equalsIgnoreCase(name) || DEFAULT.equalsIgnoreCase(name);
    }

    /** Returns the name of a group in sentences, such as {@code Toaster / Production}, or {@value #WORDS}. */
    public static String title(String product, String group) {
        return isNamed(product) && isNamed(group) ? WORDS : product + " / " + group;
    }
}
