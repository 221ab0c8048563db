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
 * Fields of rows that a caller wants.
 *
 * @param names in the order asked for, or in the record's
 * @param all whether those are all that there are
 */
public record Fields(List<String> names, boolean all) {

    /** Reads names with commas between them; null for all. Fails with {@code invalid-request}, naming what is no field. */
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
                    "has no “" + String.join("”, “", unknown) + "”; there are " + String.join(", ", known)
                            + ", with commas between them");
        }
        return new Fields(wanted, false);
    }

    /** Returns the names of all fields of a record. */
    public static List<String> known(Class<?> row) {
        return Arrays.stream(row.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** Leaves the others out. */
    public JsonNode of(JsonNode row) {
        return all ? row : ((ObjectNode) row).retain(names);
    }

    /** Returns the cells of a line of CSV: lists of words have blanks between them; what has parts is JSON. */
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
