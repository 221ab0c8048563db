package dev.holdfast.backend.tenancy;

import io.restassured.RestAssured;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which members the body of an operation has, as the running server says: others would be refused before anything is looked at. */
final class BodyMembers {
    private final Map<String, Map<String, Map<String, Object>>> paths;
    private final Map<String, Map<String, Object>> schemas;

    private BodyMembers(Map<String, Map<String, Map<String, Object>>> paths, Map<String, Map<String, Object>> schemas) {
        this.paths = paths;
        this.schemas = schemas;
    }

    static BodyMembers read() {
        var document = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath();
        return new BodyMembers(document.getMap("paths"), document.getMap("components.schemas"));
    }

    /** Returns those of {@code all} that the body of an operation, written as in {@code walls.csv}, knows. */
    Map<String, Object> of(String operation, Map<String, Object> all) {
        String[] parts = operation.split(" ", 2);
        Map<String, Object> known = new LinkedHashMap<>(all);
        Map<String, Map<String, Object>> methods = paths.getOrDefault(parts[1], Map.of());
        Map<String, Object> found = methods.getOrDefault(parts[0].toLowerCase(Locale.ROOT), Map.of());
        Object schema = in(in(in(in(found.get("requestBody"), "content"), "application/json"), "schema"), "$ref");
        if (schema != null) {
            String name = String.valueOf(schema).substring("#/components/schemas/".length());
            Object properties = schemas.getOrDefault(name, Map.of()).get("properties");
            known.keySet().removeIf(member -> in(properties, member) == null);
        }
        return known;
    }

    private static @Nullable Object in(@Nullable Object object, String member) {
        return object instanceof Map<?, ?> map ? map.get(member) : null;
    }
}
