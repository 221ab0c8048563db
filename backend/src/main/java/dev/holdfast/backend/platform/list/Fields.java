package dev.holdfast.backend.platform.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.backend.platform.problem.ProblemException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Selected fields of rows.
 *
 * @param names names in the requested order, or in the record's
 * @param all whether all fields are selected
 */
public record Fields(List<String> names, boolean all) {

    /** Parses comma-separated names; null for all. Fails with {@code invalid-request} and the unknown names. */
    public static Fields of(Class<?> row, @Nullable String text) {
        List<String> known = known(row);
        if (text == null) {
            return new Fields(known, true);
        }
        List<String> wanted =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        List<String> unknown =
                wanted.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(
                    "fields",
                    "has unknown fields “" + String.join("”, “", unknown) + "”; fields are "
                            + String.join(", ", known));
        }
        return new Fields(wanted, false);
    }

    public static List<String> known(Class<?> row) {
        return Arrays.stream(row.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** Removes the fields that are not selected from {@code row}, and returns it. */
    public JsonNode of(JsonNode row) {
        return all ? row : ((ObjectNode) row).retain(names);
    }

    /** Returns the CSV cells: lists of words are separated by spaces; objects are JSON. */
    List<String> cells(JsonNode row) {
        return names.stream().map(name -> cell(row.path(name))).toList();
    }

    private static String cell(JsonNode value) {
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isTextual)) {
            return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
        }
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
