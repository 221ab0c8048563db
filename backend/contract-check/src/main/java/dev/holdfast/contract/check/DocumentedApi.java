package dev.holdfast.contract.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.holdfast.contract.operator.OperatorApi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The OpenAPI document of the operator API, against which tests check responses. */
public final class DocumentedApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** Headers of HTTP (RFC 9110, RFC 9111, RFC 6266), which the document does not have. */
    private static final Set<String> STANDARD_HEADERS = Set.of(
            "cache-control",
            "connection",
            "content-disposition",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "transfer-encoding",
            "vary");

    private static final int UNAVAILABLE = 503;

    private final JsonNode document;
    /** Operations with their paths, those with the fewest variables first. */
    private final List<Documented> operations = new ArrayList<>();

    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public DocumentedApi(String json) {
        document = parse(json);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(Documented.of(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        operations.sort(Comparator.comparingLong(Documented::variables));
    }

    /** An operation of the document. */
    private record Documented(String method, Pattern path, long variables, JsonNode operation) {
        static Documented of(String method, String path, JsonNode operation) {
            return new Documented(
                    method,
                    Pattern.compile(Pattern.quote(path)
                            .replace("{path}", "\\E.+\\Q")
                            .replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q")),
                    path.chars().filter(character -> character == '{').count(),
                    operation);
        }
    }

    /**
     * Returns how a response differs from the document; empty if it does not. Responses of other paths than those of the API do not
     * differ. A path or method that the document does not have must be refused with status 4xx.
     */
    public List<String> differences(ApiResponse response) {
        if (!response.path().startsWith(OperatorApi.BASE) && !response.path().startsWith(OperatorApi.PKI)) {
            return List.of();
        }
        Optional<JsonNode> operation = operations.stream()
                .filter(one -> one.method().equals(response.method())
                        && one.path().matcher(response.path()).matches())
                .map(Documented::operation)
                .findFirst();
        if (operation.isEmpty()) {
            boolean isRefused = response.status() >= 400 && response.status() < 500;
            return isRefused ? List.of() : List.of("the operation is not documented");
        }
        return differences(operation.get(), response);
    }

    private List<String> differences(JsonNode operation, ApiResponse response) {
        if (response.status() == UNAVAILABLE && response.type().isEmpty()) {
            return List.of(); // the framework while it shuts down
        }
        JsonNode documented = documented(operation, response.status());
        if (documented.isMissingNode()) {
            return List.of("the status is not documented");
        }
        return Stream.concat(headers(documented, response).stream(), body(documented, response).stream())
                .toList();
    }

    /** Returns headers that are not documented, and required headers that are missing. */
    private List<String> headers(JsonNode documented, ApiResponse response) {
        List<String> differences = new ArrayList<>();
        Set<String> known = new HashSet<>(STANDARD_HEADERS);
        documented.path("headers").properties().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            known.add(name);
            if (resolved(header.getValue()).path("required").asBoolean()
                    && !response.headers().contains(name)) {
                differences.add("the header " + header.getKey() + " is missing");
            }
        });
        response.headers().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> differences.add("the header " + name + " is not documented"));
        return differences;
    }

    private List<String> body(JsonNode documented, ApiResponse response) {
        if (response.type().isEmpty()) {
            return List.of();
        }
        Optional<JsonNode> schema = documented.path("content").properties().stream()
                .filter(content ->
                        ApiResponse.mediaType(content.getKey()).equals(ApiResponse.mediaType(response.type())))
                .map(content -> content.getValue().path("schema"))
                .filter(JsonNode::isObject)
                .findFirst();
        if (schema.isEmpty()) {
            return List.of("the media type is not documented");
        }
        if (response.json().isEmpty()) {
            return List.of();
        }
        JsonNode body = parse(response.json());
        boolean isSelection = response.query().contains("fields=");
        List<String> differences = new ArrayList<>();
        schemas.computeIfAbsent(schema.get(), this::compile).validate(body).stream()
                .filter(error -> !isSelection || !error.getType().equals("required"))
                .forEach(error -> differences.add(error.toString()));
        String problem = body.path("type").asText().replaceFirst("^.*[:/#]", "");
        if (response.status() >= 400 && !documented.path("description").asText().contains(problem)) {
            differences.add("the operation does not document the problem type " + problem);
        }
        return differences;
    }

    /** Returns the documented response with this status, or a missing node. */
    private JsonNode documented(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(status));
        if (response.isMissingNode() && status >= 500) {
            response = responses.path("default");
        }
        return resolved(response);
    }

    /** Returns the component that a reference leads to; other nodes as they are. */
    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        // References point to the components.
        root.set("components", document.path("components"));
        return SCHEMAS.getSchema(root, FORMATS_TOO);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }
}
