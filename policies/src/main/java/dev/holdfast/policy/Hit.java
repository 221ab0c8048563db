package dev.holdfast.policy;

import java.util.Set;

/**
 * @param rule rule that matched
 * @param subject {@code type} of the item for a rule with {@code forEach}, otherwise {@value #DEVICE}
 * @param reason reason of the rule with its placeholders filled in
 * @param sides affected sides of the device, at least one
 */
public record Hit(Rule rule, String subject, String reason, Set<Side> sides) {
    /** Subject of rules without {@code forEach}. */
    public static final String DEVICE = "device";

    /** Copies the set. */
    public Hit {
        sides = Set.copyOf(sides);
    }
}
