package dev.holdfast.policy;

import java.util.Set;

/**
 * A rule that hit.
 *
 * @param rule which
 * @param subject the item's {@code type} for a rule with {@code forEach}, otherwise {@value #DEVICE}
 * @param reason the rule's reason, filled in
 * @param sides which sides of the device it speaks about, at least one
 */
public record Hit(Rule rule, String subject, String reason, Set<Side> sides) {
    /** The subject of rules that are not about one item of a list. */
    public static final String DEVICE = "device";

    /** Copies the set. */
    public Hit {
        sides = Set.copyOf(sides);
    }
}
