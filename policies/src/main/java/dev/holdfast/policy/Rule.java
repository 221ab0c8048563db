package dev.holdfast.policy;

import dev.holdfast.policy.alert.AlertRule;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rule of a policy. The constructor validates lengths and required fields; {@link CompiledPolicy#compile} checks conditions.
 *
 * @param id stable ID, unique in the policy, such as {@code measurement-unknown}; the code of attestation findings
 * @param forEach list whose items the rule evaluates one by one as {@code item}; null for a rule on all facts
 * @param when condition: a CEL expression of type bool, at most 1,000 characters
 * @param severity urgency for an operator
 * @param effect effect of a hit
 * @param about affected trustworthiness claim; null to derive it from the item or the facts that the condition reads.
 *     Only for kind {@code attestation}
 * @param reason what is wrong, one sentence, at most 500 characters. {@code {field}} is filled in from the item, or from the facts if the
 *     item has no such field; a dotted path such as {@code {evidence.bootCount}} from the facts
 * @param remediation what the operator can do, at most 1,000 characters
 * @param alert how events become alerts; null for one alert without an end. Only for kind {@code alert}
 */
public record Rule(
        String id,
        @Nullable String forEach,
        String when,
        Severity severity,
        Effect effect,
        @Nullable TrustClaim about,
        String reason,
        String remediation,
        @Nullable AlertRule alert) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Validates lengths and required fields. */
    public Rule {
        id = Texts.matching(id, "rule id", ID);
        String where = "rule " + id + ": ";
        when = Texts.bounded(when, where + "when", 1000);
        Objects.requireNonNull(severity, where + "severity is missing");
        Objects.requireNonNull(effect, where + "effect is missing");
        reason = Texts.bounded(reason, where + "reason", 500);
        remediation = Texts.bounded(remediation, where + "remediation", 1000);
        if (alert != null && forEach != null) {
            throw new IllegalArgumentException(where + "alert is not allowed with forEach");
        }
    }

    /** Creates a rule without {@code about} and {@code alert}. */
    public Rule(
            String id,
            @Nullable String forEach,
            String when,
            Severity severity,
            Effect effect,
            String reason,
            String remediation) {
        this(id, forEach, when, severity, effect, null, reason, remediation, null);
    }
}
