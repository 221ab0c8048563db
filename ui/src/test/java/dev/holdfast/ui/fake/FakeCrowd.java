package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes responses as large as those of a big customer: names of maximum length and more than a hundred rows. */
final class FakeCrowd {
    /** The minimum number of rows in a list. */
    static final int ROWS = 130;

    /** Added to names, up to the maximum length of a name. */
    private static final String LONG = " of the assembly plant in Castelnuovo, hall 7";

    /** JSON fields that contain names. */
    private static final Set<String> NAMES =
            Set.of("name", "displayName", "product", "group", "from", "to", "actor", "subject", "requestedBy");

    /** JSON fields that contain sentences. */
    private static final Set<String> WORDS =
            Set.of("note", "detail", "comment", "reason", "title", "summary", "description", "message", "remediation");

    /** Added to sentences. */
    private static final String MORE =
            " It was found at the yearly inspection, reported to the plant's owner at once, and is"
                    + " written down here in more words than anybody wants to read in a list.";

    /** JSON fields with an array that also gets {@link #ROWS} rows. */
    private static final Set<String> LISTED_IN = Set.of("catalogs", "attention", "recent");

    /** Length of the device IDs in hex, by JSON field. */
    private static final Map<String, Integer> HEX = Map.of("deviceId", 128, "device", 128, "id", 128);

    private static final int LONGEST_NAME = 50;

    private FakeCrowd() {}

    /** Returns a response with longer names. If {@code many} is set, a list also gets more rows. */
    static JsonNode of(JsonNode answer, boolean many) {
        return many && answer instanceof ArrayNode list ? crowd(list) : longer(answer);
    }

    private static JsonNode longer(JsonNode answer) {
        if (answer instanceof ArrayNode list) {
            list.forEach(FakeCrowd::longer);
        }
        if (answer instanceof ObjectNode object) {
            object.properties().forEach(field -> object.set(field.getKey(), field(field.getKey(), field.getValue())));
        }
        return answer;
    }

    /** Returns the original of a name that this class made longer. */
    static String small(String name) {
        for (int end = name.length(); end > 0; end--) {
            if (name.length() > end && LONG.startsWith(name.substring(end)) && name.length() - end > 8) {
                return name.substring(0, end);
            }
        }
        return name;
    }

    private static JsonNode field(String name, JsonNode value) {
        if (value instanceof TextNode text) {
            return MachineReadableText.matches(text.asText())
                    ? value
                    : NAMES.contains(name)
                            ? new TextNode(longer(text.asText()))
                            : WORDS.contains(name) ? new TextNode(text.asText() + MORE) : value;
        }
        return value instanceof ArrayNode list && LISTED_IN.contains(name) ? crowd(list) : longer(value);
    }

    private static String longer(String name) {
        return name.length() >= LONGEST_NAME
                ? name
                : (name + LONG).substring(0, Math.min(LONGEST_NAME, name.length() + LONG.length()));
    }

    private static ArrayNode crowd(ArrayNode list) {
        int few = list.size();
        list.forEach(FakeCrowd::longer);
        if (few == 0 || !list.get(0).isObject()) {
            return list;
        }
        for (int index = few; index < ROWS; index++) {
            list.add(another((ObjectNode) list.get(index % few).deepCopy(), index));
        }
        return list;
    }

    /** Gives a copied row another ID. */
    private static ObjectNode another(ObjectNode copy, int index) {
        for (String key : Set.of("id", "image", "deviceId", "device", "key", "version", "sequence")) {
            JsonNode value = copy.get(key);
            if (value instanceof TextNode text && text.asText().length() == HEX.getOrDefault(key, -1)) {
                copy.put(key, "%08x".formatted(index) + text.asText().substring(8));
            } else if (value instanceof TextNode text && text.asText().length() == 36) {
                copy.put(
                        key,
                        UUID.nameUUIDFromBytes((text.asText() + index).getBytes(StandardCharsets.UTF_8))
                                .toString());
            } else if (value != null && value.isNumber()) {
                copy.put(key, value.asLong() + 1_000L + index);
            }
        }
        return copy;
    }
}
