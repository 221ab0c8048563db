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

/** A mapping of a YAML file. What is read of it is ticked off; {@link #done} refuses what is left. */
final class Section {
    private final String source;
    private final int line;
    private final Map<String, Node> left = new LinkedHashMap<>();
    private final List<String> allowed = new ArrayList<>();

    private Section(String source, int line) {
        this.source = source;
        this.line = line;
    }

    static Section of(String source, @Nullable Node node) throws ScenarioException {
        if (!(node instanceof MappingNode mapping)) {
            throw new ScenarioException(source, node == null ? 1 : line(node), "names with values are expected here");
        }
        Section section = new Section(source, line(node));
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw new ScenarioException(source, line(entry.getKeyNode()), "a name is expected here");
            }
            if (section.left.put(name.getValue(), entry.getValueNode()) != null) {
                throw new ScenarioException(source, line(name), "'" + name.getValue() + "' stands here twice");
            }
        }
        return section;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Makes the complaint that something about the section as a whole is wrong. */
    ScenarioException wrong(String what) {
        return new ScenarioException(source, line, what);
    }

    /** Builds from what was read; what the value's constructor refuses is a mistake in this section. */
    <T> T build(java.util.function.Supplier<T> value) throws ScenarioException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw ScenarioException.broken(source, line, String.valueOf(e.getMessage()));
        }
    }

    /** Refuses names that nobody asked for. */
    void done() throws ScenarioException {
        for (Map.Entry<String, Node> unknown : left.entrySet()) {
            throw new ScenarioException(
                    source,
                    line(unknown.getValue()),
                    "'" + unknown.getKey() + "' is not known here. Known: " + String.join(", ", allowed));
        }
    }

    private Optional<Node> take(String name) {
        allowed.add(name);
        return Optional.ofNullable(left.remove(name));
    }

    /** Reads a text with a form of its own; a mistake is the value's. */
    <T> Optional<T> optional(String name, Function<String, T> form) throws ScenarioException {
        Optional<Node> node = take(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof ScalarNode scalar)) {
            throw new ScenarioException(source, line(node.get()), "'" + name + "' is one value");
        }
        try {
            return Optional.of(form.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(source, line(scalar), name + ": " + e.getMessage());
        }
    }

    <T> T required(String name, Function<String, T> form) throws ScenarioException {
        return optional(name, form).orElseThrow(() -> wrong("'" + name + "' is missing"));
    }

    Optional<Section> section(String name) throws ScenarioException {
        Optional<Node> node = take(name);
        return node.isEmpty() ? Optional.empty() : Optional.of(of(source, node.get()));
    }

    List<Section> sections(String name) throws ScenarioException {
        Optional<Node> node = take(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw new ScenarioException(source, line(node.get()), "'" + name + "' is a list");
        }
        List<Section> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            sections.add(of(source, item));
        }
        return sections;
    }

    static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("there is nothing here");
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
            throw new IllegalArgumentException("'" + text + "' is no duration such as PT15S, PT5M or P1D", e);
        }
    }

    static LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time of day such as \"08:00\"", e);
        }
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no whole number from 0 on");
    }

    static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }

    static boolean yesOrNo(String text) {
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
