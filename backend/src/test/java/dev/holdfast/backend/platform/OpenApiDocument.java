package dev.holdfast.backend.platform;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The OpenAPI document that the server returns.
 *
 * @param json the whole document
 * @param operations the operations by method and path, such as {@code GET /api/v1/me}
 */
public record OpenApiDocument(JsonPath json, Map<String, Map<String, Object>> operations) {
    /** Reads the document from the server. */
    public static OpenApiDocument read() {
        JsonPath json = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        json.<String, Map<String, Map<String, Object>>>getMap("paths")
                .forEach((path, methods) -> methods.forEach((method, operation) ->
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return new OpenApiDocument(json, operations);
    }

    /** Returns a schema by name. */
    Map<String, Object> schema(String name) {
        return json.getMap("components.schemas." + name);
    }

    /** Returns the schema of a parameter of a GET operation. */
    Map<String, Object> parameter(String name, String path) {
        return list(Objects.requireNonNull(operations.get("GET " + path)), "parameters").stream()
                .filter(one -> name.equals(one.get("name")))
                .map(one -> map(one, "schema"))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the schema, or the one that it refers to; without null as an alternative. */
    Map<String, Object> resolved(Map<String, Object> schema) {
        List<Map<String, Object>> alternatives = list(schema, "anyOf");
        if (!alternatives.isEmpty()) {
            return resolved(alternatives.getFirst());
        }
        return schema.get("$ref") instanceof String reference
                ? schema(reference.substring(reference.lastIndexOf('/') + 1))
                : schema;
    }

    /** Returns a member with an object; empty if missing. */
    @SuppressWarnings("unchecked") // JSON has names for keys
    public static Map<String, Object> map(Map<String, Object> described, String key) {
        return described.get(key) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    /** Returns a member with a list of objects; empty if missing. */
    @SuppressWarnings("unchecked") // the lists that are read here have objects
    public static List<Map<String, Object>> list(Map<String, Object> described, String key) {
        return described.get(key) instanceof List<?> found ? (List<Map<String, Object>>) found : List.of();
    }
}
