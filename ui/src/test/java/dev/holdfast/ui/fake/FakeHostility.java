package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/** Puts a script into every name and text of a response, as an attacker would. */
public final class FakeHostility {
    /** The beginning of every name. It has no slash, because names are path segments. */
    public static final String NAME = "<img data-hostile src=x onerror=window.hacked=1>";

    /** The beginning of every sentence. */
    private static final String WORDS = NAME + "<script data-hostile>window.hacked=1</script>";

    /** JSON fields that contain names. */
    private static final Set<String> NAMES = Set.of(
            "name",
            "displayName",
            "product",
            "group",
            "from",
            "actor",
            "subject",
            "requestedBy",
            "decidedBy",
            "author",
            "activatedBy",
            "createdBy",
            "uploadedBy",
            "startedBy",
            "issuedBy",
            "approvedBy",
            "assignedBy",
            "grantee",
            "tags");

    /** JSON fields that contain sentences. */
    private static final Set<String> SENTENCES = Set.of(
            "note",
            "notes",
            "detail",
            "comment",
            "answer",
            "reason",
            "title",
            "summary",
            "description",
            "message",
            "remediation",
            "effect",
            "warnings",
            "agent",
            "failure",
            "explanation",
            "consequences",
            "nextStep");

    private FakeHostility() {}

    /** Returns a response with a script in all texts from people and devices. */
    static JsonNode of(JsonNode answer) {
        if (answer instanceof ArrayNode list) {
            list.forEach(FakeHostility::of);
        }
        if (answer instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            NAMES.contains(field.getKey())
                                    ? begun(field.getValue(), NAME)
                                    : SENTENCES.contains(field.getKey())
                                            ? begun(field.getValue(), WORDS)
                                            : of(field.getValue())));
        }
        return answer;
    }

    /** Returns a text, or each text of an array, with the script before it. */
    private static JsonNode begun(JsonNode value, String script) {
        if (value instanceof TextNode text) {
            return MachineReadableText.matches(text.asText()) ? text : new TextNode(script + text.asText());
        }
        if (value instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                list.set(index, begun(list.get(index), script));
            }
            return list;
        }
        return of(value);
    }

    /** Returns the original of a name that this class changed. */
    static String clean(String name) {
        return name.replace(NAME, "");
    }
}
