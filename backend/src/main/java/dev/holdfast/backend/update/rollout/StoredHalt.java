package dev.holdfast.backend.update.rollout;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * JSON of halts and halt rules. A rule: {@code {"cause": "INSTALL_FAILED", "percent": 5, "minimum": 20}}. A halt by a rule: {@code {"rule":
 * …, "affected": 3, "of": 40, "affectedBefore": 0, "ofBefore": 0}}. A halt by a person: {@code {"reason": "Crashes in the field"}}.
 * A halt by a withdrawal: {@code {"withdrawn": true}}.
 */
final class StoredHalt {
    private StoredHalt() {}

    static JsonObject of(Halt halt) {
        return switch (halt) {
            case Halt.Stopped(String reason) -> JsonObject.of("reason", reason);
            case Halt.Withdrawn() -> JsonObject.of("withdrawn", true);
            case Halt.Fired(HaltRule rule, Share affected, Share before) ->
                JsonObject.of(
                        "rule",
                        of(rule),
                        "affected",
                        affected.devices(),
                        "of",
                        affected.of(),
                        "affectedBefore",
                        before.devices(),
                        "ofBefore",
                        before.of());
        };
    }

    static Halt halt(JsonObject json) {
        JsonObject rule = json.getJsonObject("rule");
        if (json.containsKey("withdrawn")) {
            return new Halt.Withdrawn();
        }
        return rule == null
                ? new Halt.Stopped(json.getString("reason"))
                : new Halt.Fired(
                        rule(rule),
                        new Share(json.getLong("affected"), json.getLong("of")),
                        new Share(json.getLong("affectedBefore"), json.getLong("ofBefore")));
    }

    static JsonArray of(List<HaltRule> rules) {
        JsonArray json = new JsonArray();
        rules.forEach(rule -> json.add(of(rule)));
        return json;
    }

    static List<HaltRule> rules(JsonArray json) {
        return json.stream().map(rule -> rule((JsonObject) rule)).toList();
    }

    private static JsonObject of(HaltRule rule) {
        return JsonObject.of("cause", rule.cause().name(), "percent", rule.percent(), "minimum", rule.minimum());
    }

    private static HaltRule rule(JsonObject json) {
        return new HaltRule(
                HaltRule.Cause.valueOf(json.getString("cause")),
                json.getInteger("percent"),
                json.getInteger("minimum"));
    }
}
