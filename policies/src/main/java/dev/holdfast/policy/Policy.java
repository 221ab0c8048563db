package dev.holdfast.policy;

import dev.holdfast.policy.update.Delivery;
import dev.holdfast.policy.update.Schedule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Policy as in its file. The constructor validates everything except conditions, reasons and costs, which {@link
 * CompiledPolicy#compile} checks.
 *
 * @param id kind and name, such as {@code attestation/default}
 * @param version version, from 1
 * @param kind kind of the decision
 * @param title short title for lists, 1 to 100 characters
 * @param description purpose, 1 to 2,000 characters
 * @param schedule when devices install; null for at any time. Only for kind {@code update}
 * @param delivery how devices download and install; null for no limits. Only for kind {@code update}
 * @param rules at most 100, with unique IDs; the order affects only the order of hits
 */
public record Policy(
        String id,
        int version,
        Kind kind,
        String title,
        String description,
        @Nullable Schedule schedule,
        @Nullable Delivery delivery,
        List<Rule> rules) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,30}/[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final int MAX_RULES = 100;
    private static final Set<String> SYSTEM_ONLY = Set.of("true", "target.hasApplications");

    /** Checks everything that can be checked without compiling conditions. */
    public Policy {
        id = Texts.matching(id, "policy id", ID);
        Objects.requireNonNull(kind, "kind is missing");
        if (!id.startsWith(kind.text() + "/")) {
            throw new IllegalArgumentException("policy id '" + id + "' does not start with its kind, " + kind.text());
        }
        if (version < 1) {
            throw new IllegalArgumentException("version is " + version + ", at least 1");
        }
        title = Texts.bounded(title, "title", 100);
        description = Texts.bounded(description, "description", 2000);
        requireUpdate(kind, "schedule", schedule);
        requireUpdate(kind, "delivery", delivery);
        rules = Texts.complete(rules, "rules");
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(rules.size() + " rules, at most " + MAX_RULES);
        }
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("rule " + rule.id() + " is not unique");
            }
            if (rule.about() != null && kind != Kind.ATTESTATION) {
                throw new IllegalArgumentException(
                        "rule " + rule.id() + ": about is not allowed in a policy of kind " + kind.text());
            }
            if (rule.alert() != null && kind != Kind.ALERT) {
                throw new IllegalArgumentException(
                        "rule " + rule.id() + ": alert is not allowed in a policy of kind " + kind.text());
            }
            if (!kind.effects().contains(rule.effect())) {
                throw new IllegalArgumentException("rule " + rule.id() + ": effect '"
                        + rule.effect().text() + "' is not allowed in a policy of kind " + kind.text());
            }
        }
    }

    /** Creates a policy without schedule and delivery. */
    public Policy(String id, int version, Kind kind, String title, String description, List<Rule> rules) {
        this(id, version, kind, title, description, null, null, rules);
    }

    /**
     * Returns whether this update policy offers all devices only the operating system: a rule with the effect {@code system-only} has the
     * condition {@code true} or {@code target.hasApplications}.
     */
    public boolean isSystemOnly() {
        return rules.stream()
                .anyMatch(rule -> rule.effect() == Effect.SYSTEM_ONLY
                        && SYSTEM_ONLY.contains(rule.when().strip()));
    }

    private static void requireUpdate(Kind kind, String field, @Nullable Object value) {
        if (value != null && kind != Kind.UPDATE) {
            throw new IllegalArgumentException(field + " is not allowed in a policy of kind " + kind.text());
        }
    }
}
