package dev.holdfast.ui.component;

import dev.holdfast.contract.operator.product.NoGroup;

/** What device groups are called on pages. */
public final class GroupWords {
    public static final String NONE = "No group";

    private GroupWords() {}

    /** Returns a group with its product, such as {@code Toaster / Production}, or {@value #NONE}. */
    public static String of(String product, String group) {
        return NoGroup.isNamed(product) && NoGroup.isNamed(group) ? NONE : product + " / " + group;
    }

    /** Returns the name of a product or of a group alone, or {@value #NONE}. */
    public static String name(String productOrGroup) {
        return NoGroup.isNamed(productOrGroup) ? NONE : productOrGroup;
    }
}
