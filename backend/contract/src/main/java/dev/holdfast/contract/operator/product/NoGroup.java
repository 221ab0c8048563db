package dev.holdfast.contract.operator.product;

import org.jspecify.annotations.Nullable;

/**
 * Where devices are that a catalog has claimed and put into no group: a product and a device group that every catalog has, that no
 * list of products and groups shows, and that two reserved names stand for, as in Azure Sphere. They go where devices are put or
 * found, as product and as group alike, and nowhere else.
 */
public final class NoGroup {
    /** The name that answers give, and that filters and requests take. */
    public static final String NAME = ".unassigned";

    /** The other name that filters and requests take. */
    public static final String DEFAULT = ".default";

    /** What it is called in sentences. */
    public static final String WORDS = "no group";

    private NoGroup() {}

    /** Returns whether a product's or group's name stands for none, in either case. */
    public static boolean isNamed(@Nullable String name) {
        return NAME.equalsIgnoreCase(name) || DEFAULT.equalsIgnoreCase(name);
    }

    /** Returns what a group is called in sentences, such as {@code Toaster / Production}, or {@value #WORDS}. */
    public static String title(String product, String group) {
        return isNamed(product) && isNamed(group) ? WORDS : product + " / " + group;
    }
}
