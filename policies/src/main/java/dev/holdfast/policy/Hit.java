package dev.holdfast.policy;

/**
 * A rule that hit.
 *
 * @param rule which
 * @param subject the item's {@code type} for a rule with {@code forEach}, otherwise {@value #DEVICE}
 * @param reason the rule's reason, filled in
 */
public record Hit(Rule rule, String subject, String reason) {
    /** The subject of rules that are not about one item of a list. */
    public static final String DEVICE = "device";
}
