package dev.holdfast.policy;

import java.util.Set;

/**
 * Hit: a rule whose condition was true, or could not be evaluated, for the device or for one item.
 *
 * @param rule rule that matched
 * @param subject {@code type} of the item for a rule with {@code forEach}, otherwise {@value #DEVICE}
 * @param reason reason of the rule with its placeholders filled in, or that the rule could not be evaluated
 * @param claims affected trustworthiness claims, at least one
 */
public record RuleHit(Rule rule, String subject, String reason, Set<TrustClaim> claims) {
    /** Subject of rules without {@code forEach}. */
    public static final String DEVICE = "device";

    /** Copies the set. */
    public RuleHit {
        claims = Set.copyOf(claims);
    }
}
