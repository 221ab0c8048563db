package dev.holdfast.policy;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule: when its condition holds, it hits.
 *
 * @param id stable and unique in its policy, such as {@code measurement-unknown}; attestation findings carry it as their
 *     code
 * @param forEach the list that the rule looks at item by item, each called {@code item} in the condition; null for a rule
 *     that looks at all facts at once
 * @param when the condition: a CEL expression of type bool, at most 1,000 characters
 * @param severity how much a hit should worry an operator
 * @param effect what a hit grants or withholds
 * @param about which side of the device a hit speaks about; null to leave that to the item or to the facts that the
 *     condition reads. Only in policies of kind {@code attestation}
 * @param reason one sentence for a person: what is wrong. {@code {field}} is filled from the item, or with a dotted path
 *     such as {@code {evidence.bootCount}} from the facts
 * @param remediation what to do about it, for the operator who is woken up by it
 */
public record Rule(
        String id,
        @Nullable String forEach,
        String when,
        Severity severity,
        Effect effect,
        @Nullable Side about,
        String reason,
        String remediation) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Checks lengths and presence; conditions are checked by {@link CompiledPolicy#compile}. */
    public Rule {
        id = Texts.matching(id, "rule id", ID);
        String where = "rule " + id + ": ";
        when = Texts.bounded(when, where + "when", 1000);
        Objects.requireNonNull(severity, where + "severity is missing");
        Objects.requireNonNull(effect, where + "effect is missing");
        reason = Texts.bounded(reason, where + "reason", 500);
        remediation = Texts.bounded(remediation, where + "remediation", 1000);
    }

    /** Makes a rule that does not declare which side it is about. */
    public Rule(
            String id,
            @Nullable String forEach,
            String when,
            Severity severity,
            Effect effect,
            String reason,
            String remediation) {
        this(id, forEach, when, severity, effect, null, reason, remediation);
    }
}
