package dev.holdfast.policy;

import dev.holdfast.policy.PolicyProblem.Code;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** Checks the size and structure of a YAML text before the text is parsed, and finds the lines of fields. */
final class BoundedYaml {
    /** Maximum number of lists and maps inside each other. */
    private static final int MAX_DEPTH = 12;

    private BoundedYaml() {}

    static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(PolicyYaml.MAX_LENGTH);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(MAX_DEPTH);
        limits.setAllowDuplicateKeys(false);
        return limits;
    }

    /**
     * Refuses a text that is not valid YAML, is empty, too long or too deeply nested, or has a second document, anchors, aliases or
     * deceptive characters.
     */
    static void check(String yaml) throws PolicyException {
        if (yaml.length() > PolicyYaml.MAX_LENGTH) {
            throw new PolicyException(PolicyProblem.of(
                    Code.BOUNDS,
                    "a policy file has at most " + PolicyYaml.MAX_LENGTH + " characters",
                    "Remove rules or cases."));
        }
        requirePlain(yaml);
        try {
            int depth = 0;
            int documents = 0;
            boolean empty = true;
            for (Event event : parser().parse(new StringReader(yaml))) {
                requireNoAlias(event);
                empty &= !(event instanceof NodeEvent);
                documents += event.is(Event.ID.DocumentStart) ? 1 : 0;
                if (documents > 1) {
                    throw new PolicyException(PolicyProblem.atLine(
                            Code.SYNTAX,
                            line(event),
                            "a second document begins here",
                            "Remove this line (---) and the rest, or save the rest as a separate file."));
                }
                depth += change(event);
                if (depth > MAX_DEPTH) {
                    throw new PolicyException(PolicyProblem.atLine(
                            Code.BOUNDS,
                            line(event),
                            "the nesting exceeds " + MAX_DEPTH + " levels",
                            "Policies and cases need at most six levels. Check brackets and indentation."));
                }
            }
            if (empty) {
                throw new PolicyException(
                        PolicyProblem.of(Code.SYNTAX, "the text is empty", "Write a title, a description and rules."));
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new PolicyException(
                    PolicyProblem.atLine(
                            Code.SYNTAX,
                            line,
                            "invalid YAML: " + e.getProblem(),
                            "Check indentation and quotes in this line and the lines before."),
                    e);
        } catch (YAMLException e) {
            throw new PolicyException(
                    PolicyProblem.of(
                            Code.SYNTAX,
                            "invalid YAML: " + e.getMessage(),
                            "Save the file as UTF-8 text without control characters."),
                    e);
        }
    }

    /** Refuses deceptive characters in the whole text, because people also review its comments and conditions. */
    private static void requirePlain(String yaml) throws PolicyException {
        int number = 0;
        for (String line : yaml.split("\\r?\\n|\\r", -1)) {
            number++;
            try {
                Texts.requirePlain(line, "the text");
            } catch (IllegalArgumentException e) {
                throw new PolicyException(
                        PolicyProblem.atLine(
                                Code.SYNTAX,
                                number,
                                String.valueOf(e.getMessage()),
                                "Remove the character. In a condition, write it as an escape such as \\u202e."),
                        e);
            }
        }
    }

    private static void requireNoAlias(Event event) throws PolicyException {
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw new PolicyException(PolicyProblem.atLine(
                    Code.ALIASES,
                    line(event),
                    "YAML anchors (&) and aliases (*) are not allowed, because they can expand a small text without limit",
                    "Repeat the value. Quote a text that begins with & or *."));
        }
    }

    /** Returns the change of the nesting depth: 1 at the start of a list or map, -1 at its end, otherwise 0. */
    private static int change(Event event) {
        return event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart)
                ? 1
                : event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd) ? -1 : 0;
    }

    /** Returns the line of an event, from 1; 0 if it is unknown. */
    private static int line(Event event) {
        return event.getStartMark() == null ? 0 : event.getStartMark().getLine() + 1;
    }

    /**
     * Returns the line in which the value of each field begins, from 1, by the path of the field, such as {@code rules[2].when}. The text
     * must have passed {@link #check}. Empty when the parser still refuses the text.
     */
    static Map<String, Integer> lines(String yaml) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            Node root = parser().compose(new StringReader(yaml));
            if (root != null) {
                collect(root, "", lines);
            }
        } catch (YAMLException e) {
            // PolicyYaml reports the error when it parses the text.
            lines.clear();
        }
        return lines;
    }

    private static void collect(Node node, String path, Map<String, Integer> lines) {
        lines.put(path, node.getStartMark().getLine() + 1);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(pair -> {
                if (pair.getKeyNode() instanceof ScalarNode key) {
                    collect(pair.getValueNode(), path.isEmpty() ? key.getValue() : path + "." + key.getValue(), lines);
                }
            });
        } else if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                collect(item, path + "[" + index + "]", lines);
                index++;
            }
        }
    }

    private static Yaml parser() {
        LoaderOptions limits = limits();
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits);
    }
}
