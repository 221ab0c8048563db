package dev.holdfast.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reason text of a rule, with placeholders for facts and fields of the item. {@link #parse} refuses unknown placeholders. */
final class Reason {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+(?:\\.[A-Za-z]+)*)}");

    /** Maximum length of a reason with its values, in characters. */
    private static final int MAX_FILLED = 1000;

    private final List<Part> parts;

    private Reason(List<Part> parts) {
        this.parts = parts;
    }

    private sealed interface Part {
        record Words(String text) implements Part {}

        record FromItem(String field) implements Part {}

        record FromFacts(List<String> path) implements Part {}
    }

    /** Parses a reason; {@code item} is the type of the items, null for a rule without {@code forEach}. */
    static Reason parse(String text, FactTypes facts, @Nullable CelType item) throws PolicyException {
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            parts.add(new Part.Words(words(text.substring(from, placeholder.start()))));
            parts.add(resolve(List.of(placeholder.group(1).split("\\.", -1)), facts, item));
            from = placeholder.end();
        }
        parts.add(new Part.Words(words(text.substring(from))));
        return new Reason(List.copyOf(parts));
    }

    private static Part resolve(List<String> path, FactTypes facts, @Nullable CelType item) throws PolicyException {
        if (path.size() == 1
                && FactTypes.typeAt(item, path).filter(Reason::prints).isPresent()) {
            return new Part.FromItem(path.getFirst());
        }
        if (facts.typeAt(path).filter(Reason::prints).isPresent()) {
            return new Part.FromFacts(path);
        }
        throw wrong("reason: {" + String.join(".", path) + "} is not a field of the item or the facts");
    }

    private static PolicyException wrong(String message) {
        return new PolicyException(PolicyProblem.of(
                PolicyProblem.Code.REASON,
                message,
                "Name a field of the item, as in {type}, or a path of the facts, as in {evidence.bootCount}."));
    }

    /** Returns whether a reason can show a value of the type: a string, number or boolean. */
    private static boolean prints(CelType type) {
        return type instanceof SimpleType;
    }

    private static String words(String text) throws PolicyException {
        if (text.contains("{") || text.contains("}")) {
            throw wrong("reason: unbalanced brace in '" + text + "'");
        }
        return text;
    }

    /** Returns the paths of the facts in the text. */
    List<List<String>> paths() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.FromFacts(List<String> path) ? Stream.of(path) : Stream.empty())
                .toList();
    }

    /** Returns the text with values for placeholders: {@code unknown} for absent facts. At most 1,000 characters. */
    String fill(Map<?, ?> facts, Map<?, ?> item) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(
                    switch (part) {
                        case Part.Words(String text) -> text;
                        case Part.FromItem(String field) -> Facts.at(item, List.of(field));
                        case Part.FromFacts(List<String> path) -> Facts.at(facts, path);
                    });
        }
        return filled.length() <= MAX_FILLED ? filled.toString() : filled.substring(0, MAX_FILLED - 1) + "…";
    }
}
