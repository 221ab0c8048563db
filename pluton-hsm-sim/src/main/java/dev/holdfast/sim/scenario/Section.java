package dev.holdfast.sim.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping in a YAML file. Each read removes its key; {@link #done} refuses the remaining keys. */
final class Section {
    private final String source;
    private final int line;
    private final Map<String, Node> unread = new LinkedHashMap<>();
    /** Keys that were read, for the error about unknown keys. */
    private final List<String> allowed = new ArrayList<>();

    private Section(String source, int line) {
        this.source = source;
        this.line = line;
    }

    static Section of(String source, @Nullable Node node) throws ScenarioException {
        if (!(node instanceof MappingNode mapping)) {
            throw new ScenarioException(source, node == null ? 1 : line(node), "expected keys with values");
        }
        Section section = new Section(source, line(node));
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw new ScenarioException(source, line(entry.getKeyNode()), "expected a key");
            }
            if (section.unread.put(name.getValue(), entry.getValueNode()) != null) {
                throw new ScenarioException(source, line(name), "'" + name.getValue() + "' appears twice here");
            }
        }
        return section;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Returns an error about the section as a whole. */
    ScenarioException wrong(String what) {
        return new ScenarioException(source, line, what);
    }

    /** Builds a value. A failure of its constructor is an error of this section. */
    <T> T build(java.util.function.Supplier<T> value) throws ScenarioException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw ScenarioException.broken(source, line, String.valueOf(e.getMessage()));
        }
    }

    /** Refuses keys that were not read. */
    void done() throws ScenarioException {
        for (Map.Entry<String, Node> unknown : unread.entrySet()) {
            throw new ScenarioException(
                    source,
                    line(unknown.getValue()),
                    "'" + unknown.getKey() + "' is not known here. Known: " + String.join(", ", allowed));
        }
    }

    private Optional<Node> take(String name) {
        allowed.add(name);
        return Optional.ofNullable(unread.remove(name));
    }

    /** Reads a scalar with a parser. A failure of the parser is an error of this value. */
    <T> Optional<T> optional(String name, Function<String, T> form) throws ScenarioException {
        Optional<Node> node = take(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof ScalarNode scalar)) {
            throw new ScenarioException(source, line(node.get()), "'" + name + "' must be a single value");
        }
        try {
            return Optional.of(form.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(source, line(scalar), name + ": " + e.getMessage());
        }
    }

    /** Reads a scalar as {@link #optional} does. A missing key is an error. */
    <T> T required(String name, Function<String, T> form) throws ScenarioException {
        return optional(name, form).orElseThrow(() -> wrong("'" + name + "' is missing"));
    }

    /** Reads a mapping; empty if the key is missing. */
    Optional<Section> section(String name) throws ScenarioException {
        Optional<Node> node = take(name);
        return node.isEmpty() ? Optional.empty() : Optional.of(of(source, node.get()));
    }

    /** Reads a list of mappings; empty if the key is missing. */
    List<Section> sections(String name) throws ScenarioException {
        Optional<Node> node = take(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw new ScenarioException(source, line(node.get()), "'" + name + "' must be a list");
        }
        List<Section> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            sections.add(of(source, item));
        }
        return sections;
    }

    static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the value is empty");
        }
        return text.strip();
    }

    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("'" + text + "' is negative");
            }
            return duration;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as PT15S, PT5M or P1D", e);
        }
    }

    static LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time of day such as \"08:00\"", e);
        }
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException("'" + text + "' is not a whole number of at least 0");
    }

    static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    static boolean parseBoolean(String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not known. Known: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Section::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
