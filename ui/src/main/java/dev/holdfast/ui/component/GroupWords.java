package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.product.NoGroup;

/** Names of device groups on pages. */
public final class GroupWords {
    private GroupWords() {}

    /** Returns a group with its product, such as {@code Toaster / Production}, or {@code No group}. */
    public static String of(String product, String group) {
        return NoGroup.isNamed(product) && NoGroup.isNamed(group) ? text("group.none") : product + " / " + group;
    }

    /** Returns the name of a product or of a group alone, or {@code No group}. */
    public static String name(String productOrGroup) {
        return NoGroup.isNamed(productOrGroup) ? text("group.none") : productOrGroup;
    }
}
