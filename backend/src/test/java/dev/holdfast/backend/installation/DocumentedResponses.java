package dev.holdfast.backend.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Checks every JSON response of the operator API against the OpenAPI document. */
final class DocumentedResponses implements Filter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Pattern PATH = Pattern.compile("^https?://[^/]+([^?]*).*$", Pattern.DOTALL);

    private final JsonNode document;
    /** Operations with their paths, those with the fewest variables first. */
    private final List<Documented> operations = new ArrayList<>();

    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    private DocumentedResponses(JsonNode document) {
        this.document = document;
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(Documented.of(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        operations.sort(Comparator.comparingLong(Documented::variables));
    }

    /** Reads the document of the server once. */
    static DocumentedResponses read() {
        return Holder.ONLY;
    }

    private static final class Holder {
        private static final DocumentedResponses ONLY = new DocumentedResponses(parse(RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .asString()));
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

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String path = PATH.matcher(request.getURI()).replaceFirst("$1");
        if (response.statusCode() == 201 && path.startsWith(OperatorApi.BASE)) {
            assertThat(response.header("Location")).as("Location of %s", path).contains(OperatorApi.BASE);
            assertThat(response.header("ETag")).as("ETag of %s", path).isNotBlank();
        }
        String type = Optional.ofNullable(response.contentType()).orElse("");
        if (path.startsWith(OperatorApi.BASE) && type.contains("json") && !type.contains("ndjson")) {
            operations.stream()
                    .filter(one -> one.method().equals(request.getMethod())
                            && one.path().matcher(path).matches())
                    .findFirst()
                    .ifPresent(one ->
                            check(request.getMethod() + " " + request.getURI(), one.operation(), type, response));
        }
        return response;
    }

    private void check(String request, JsonNode operation, String type, Response response) {
        String name = request + " " + response.statusCode();
        String text = response.asString();
        if (text.isEmpty()) {
            return;
        }
        JsonNode documented = response(operation, response.statusCode());
        JsonNode schema =
                documented.path("content").path(type.replaceFirst(";.*", "")).path("schema");
        assertThat(schema.isObject()).as("%s %s is documented", name, type).isTrue();
        JsonNode body = parse(text);
        boolean isSelection = request.contains("fields=");
        assertThat(schemas.computeIfAbsent(schema, this::compile).validate(body))
                .as("%s %s", name, text.substring(0, Math.min(text.length(), 500)))
                .filteredOn(error -> !isSelection || !error.getType().equals("required"))
                .isEmpty();
        if (response.statusCode() >= 400) {
            String code = body.path("type").asText().replaceFirst("^.*[:/#]", "");
            assertThat(documented.path("description").asText())
                    .as("%s: problem types of the operation", name)
                    .contains(code);
        }
    }

    /** Returns the documented response with this status. */
    private JsonNode response(JsonNode operation, int status) {
        JsonNode responses = operation.get("responses");
        JsonNode response = responses.has(Integer.toString(status))
                ? responses.get(Integer.toString(status))
                : responses.path(status >= 500 ? "default" : "undocumented");
        String reference = response.path("$ref").asText();
        return reference.isEmpty() ? response : document.at(reference.substring(1));
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        // References point to the components.
        root.set("components", document.get("components"));
        return SCHEMAS.getSchema(root, FORMATS_TOO);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
