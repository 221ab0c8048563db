package dev.holdfast.policy.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts of an event: the fields of {@code event} in an alert policy. All fields are texts, empty if the event does not have them.
 *
 * @param fields values by name, each of {@link #NAMES}
 */
public record EventFacts(Map<String, String> fields) {
    /** Names of all fields. {@code docs/policies.md} describes them. */
    public static final List<String> NAMES = List.of(
            "kind",
            "subject",
            "device",
            "product",
            "group",
            "from",
            "to",
            "code",
            "anomaly",
            "report",
            "component",
            "image",
            "operation",
            "generation",
            "question");

    /** Maximum length of a value, in characters. Conditions cannot read longer ones. */
    private static final int MAX_LENGTH = 256;

    /** Adds absent fields as empty texts, and shortens long values. */
    public EventFacts {
        Map<String, String> complete = HashMap.newHashMap(NAMES.size());
        for (String name : NAMES) {
            String value = fields.getOrDefault(name, "");
            complete.put(name, value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH));
        }
        fields = Map.copyOf(complete);
    }

    /** Returns the value of a field; empty if the event does not have it. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Returns the facts for {@code CompiledPolicy.decide}. */
    public Map<String, Object> facts() {
        return Map.of("event", fields);
    }
}
