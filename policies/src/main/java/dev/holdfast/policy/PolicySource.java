package dev.holdfast.policy;

import dev.holdfast.policy.update.Delivery;
import dev.holdfast.policy.update.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Policy text of an operator: like a shipped file, but without {@code id} and {@code version}, which Holdfast
 * assigns. {@code kind} is optional. Problems contain the line in this text.
 */
public final class PolicySource {
    /** Maximum length of a policy text, in characters. */
    private static final int MAX_LENGTH = 64 * 1024;

    private final Kind kind;
    private final Text text;
    /** Lines by path of the field, such as {@code rules[2].when}. */
    private final Map<String, Integer> lines;

    private PolicySource(Kind kind, Text text, Map<String, Integer> lines) {
        this.kind = kind;
        this.text = text;
        this.lines = lines;
    }

    /** Fields of the YAML text; null for absent ones. */
    private record Text(
            @Nullable String id,
            @Nullable Integer version,
            @Nullable Kind kind,
            @Nullable String title,
            @Nullable String description,
            @Nullable Schedule schedule,
            @Nullable Delivery delivery,
            @Nullable List<Rule> rules) {}

    /**
     * Parses a text of at most {@value #MAX_LENGTH} characters, and compiles it once to find all problems.
     *
     * @throws PolicyException with the problems and their lines
     */
    public static PolicySource read(Kind kind, String yaml) throws PolicyException {
        if (yaml.length() > MAX_LENGTH) {
            throw new PolicyException(PolicyProblem.of(
                    PolicyProblem.Code.BOUNDS, "a policy has at most " + MAX_LENGTH + " characters", "Remove rules."));
        }
        Text text = PolicyYaml.read(yaml, Text.class);
        PolicySource source = new PolicySource(kind, text, BoundedYaml.lines(yaml));
        source.refuse("id", text.id());
        source.refuse("version", text.version());
        if (text.kind() != null && text.kind() != kind) {
            throw source.wrong(
                    "kind", "kind is " + text.kind().text() + ", but this is a policy of kind " + kind.text());
        }
        source.compile(kind.text() + "/checked", 1);
        return source;
    }

    /** Fails if the text has a field that Holdfast assigns. */
    private void refuse(String field, @Nullable Object value) throws PolicyException {
        if (value != null) {
            throw wrong(field, field + " is not allowed: Holdfast assigns it when it saves the policy");
        }
    }

    private PolicyException wrong(String field, String message) {
        return new PolicyException(PolicyProblem.atLine(
                PolicyProblem.Code.FIELD, lines.getOrDefault(field, 0), message, "Remove '" + field + "'."));
    }

    /** Compiles the policy with an ID and version. */
    public CompiledPolicy compile(String id, int version) throws PolicyException {
        try {
            return CompiledPolicy.compile(new Policy(
                    id,
                    version,
                    kind,
                    Objects.requireNonNullElse(text.title(), ""),
                    Objects.requireNonNullElse(text.description(), ""),
                    text.schedule(),
                    text.delivery(),
                    Texts.complete(text.rules(), "rules")));
        } catch (IllegalArgumentException | NullPointerException e) {
            // Thrown by the constructors of records: for a duplicate rule, an effect of another kind, a missing title.
            throw new PolicyException(
                    PolicyProblem.atLine(
                            PolicyProblem.Code.FIELD,
                            emptyRule(),
                            String.valueOf(e.getMessage()),
                            "See docs/policies.md for the fields."),
                    e);
        } catch (PolicyException e) {
            throw new PolicyException(withLines(e.problems()), e);
        }
    }

    /** Returns the line of the first empty rule, or 0 if none. */
    private int emptyRule() {
        List<Rule> rules = Objects.requireNonNullElse(text.rules(), List.of());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) == null) {
                return lines.getOrDefault("rules[" + i + "]", 0);
            }
        }
        return 0;
    }

    /** Returns the problems with their lines: the line of the field, else of the rule, else 0. */
    private List<PolicyProblem> withLines(List<PolicyProblem> problems) {
        List<Rule> rules = Objects.requireNonNullElse(text.rules(), List.of());
        List<PolicyProblem> located = new ArrayList<>();
        for (PolicyProblem problem : problems) {
            int line = 0;
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).id().equals(problem.rule())) {
                    String rule = "rules[" + i + "]";
                    line = lines.getOrDefault(rule + "." + problem.field(), lines.getOrDefault(rule, 0));
                }
            }
            located.add(problem.at(line));
        }
        return located;
    }
}
