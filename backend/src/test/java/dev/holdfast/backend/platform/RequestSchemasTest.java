package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server enforces exactly the documented schemas of request bodies, at every operation. */
@Tag("sweep")
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequestSchemasTest {
    private static final Pattern CHARACTERS = Pattern.compile("must have (?:(\\d+) to|at most) (\\d+) characters");
    private static final Pattern ELEMENTS = Pattern.compile("must have (?:(\\d+) to|at most) (\\d+) elements");
    private static final Pattern NUMBERS = Pattern.compile("must be (\\d+) to (\\d+)");
    /** Longer than any text may be. */
    private static final String LONG = "x".repeat(300_000);

    /** Example texts. Each documented pattern matches at least one. */
    private static final List<String> EXAMPLES = List.of(
            "Thermostat",
            "thermostat",
            "Retail",
            "UpdateAll",
            "Enabled",
            "None",
            "FieldServicing",
            "someone@example.org",
            "0".repeat(128),
            "ab".repeat(32),
            "11111111-2222-3333-4444-555555555555",
            "AAEC/w==");

    /** Some schemas require at least one of several members. Valid bodies then have this member. */
    private static final Map<String, Object> ONE_OF = Map.of("add", List.of("lab"));

    /** Schema of the JSON body of each operation, such as {@code POST /api/v1/catalogs}. */
    private final Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();

    private OpenApiDocument document = new OpenApiDocument(new JsonPath("{}"), Map.of());
    private String catalog = "";

    @BeforeEach
    void read() {
        catalog = Fleet.create().catalog();
        document = OpenApiDocument.read();
        document.operations().forEach((operation, described) -> {
            Map<String, Object> content = OpenApiDocument.map(OpenApiDocument.map(described, "requestBody"), "content");
            Map<String, Object> schema =
                    OpenApiDocument.map(OpenApiDocument.map(content, "application/json"), "schema");
            if (!schema.isEmpty()) {
                bodies.put(operation, document.resolved(schema));
            }
        });
        assertThat(bodies).hasSizeGreaterThan(40);
    }

    @Test
    void exactly_the_documented_members_are_required() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> missed = new TreeSet<>();
        bodies.forEach((operation, schema) -> {
            Set<String> required = new TreeSet<>(required(schema));
            Map<String, String> wrong = send(operation, Map.of()).wrong();
            wrong.keySet().retainAll(properties(schema).keySet());
            wrong.keySet().removeAll(ONE_OF.keySet());
            softly.assertThat(required).as(operation).containsAll(wrong.keySet());
            for (String member : required) {
                Map<String, Object> body = plausible(schema);
                body.remove(member);
                Answer answer = send(operation, body);
                if (answer.status() == 400 && !isIgnoredByPreview(operation, member)) {
                    softly.assertThat(answer.wrong())
                            .as(operation + " without " + member)
                            .containsKey(member);
                    missed.add(operation + " " + member);
                }
            }
        });
        softly.assertAll();
        assertThat(missed).hasSizeGreaterThan(60);
    }

    @Test
    void a_missing_body_is_not_an_empty_body() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> missed = new TreeSet<>();
        bodies.keySet().forEach(operation -> {
            Answer answer = Answer.of(Operator.installationOwner()
                    .request()
                    .contentType("application/json")
                    .request(method(operation), path(operation)));
            if (answer.wrong().containsKey("body")) {
                missed.add(operation);
                softly.assertThat(OpenApiDocument.map(
                                Objects.requireNonNull(document.operations().get(operation)), "requestBody"))
                        .as(operation)
                        .containsEntry("required", true);
            }
        });
        softly.assertAll();
        assertThat(missed).hasSizeGreaterThan(40);
    }

    @Test
    void length_limits_of_texts_match_the_document() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> checked = new TreeSet<>();
        eachMember("string", (operation, member) -> {
            Map<String, Object> described = member(operation, member);
            Answer answer = send(operation, with(operation, member, LONG));
            String problem = answer.problem(member);
            CHARACTERS.matcher(problem).results().forEach(limit -> {
                checked.add(operation + " " + member);
                softly.assertThat(described).as(operation + " " + member).containsEntry("maxLength", upper(limit));
                softly.assertThat(described.getOrDefault("minLength", 0))
                        .as(operation + " " + member)
                        .isEqualTo(lower(limit));
            });
            if (described.containsKey("maxLength") && answer.status() == 400) {
                softly.assertThat(problem).as(operation + " " + member).isNotEmpty();
            }
        });
        softly.assertAll();
        assertThat(checked).hasSizeGreaterThan(40);
    }

    @Test
    void limits_of_lists_and_numbers_match_the_document() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> checked = new TreeSet<>();
        eachMember("array", (operation, member) -> {
            Map<String, Object> described = member(operation, member);
            int most = described.get("maxItems") instanceof Integer max && max <= 5_000 ? max : 0;
            Object element = plausible(member, OpenApiDocument.map(described, "items"));
            String problem = problem(operation, member, List.of())
                    + problem(operation, member, Collections.nCopies(most + 1, element));
            ELEMENTS.matcher(problem).results().limit(1).forEach(limit -> {
                checked.add(operation + " " + member);
                softly.assertThat(described).as(operation + " " + member).containsEntry("maxItems", upper(limit));
                if (limit.group(1) != null) {
                    softly.assertThat(described.getOrDefault("minItems", 0))
                            .as(operation + " " + member)
                            .isEqualTo(lower(limit));
                }
            });
        });
        eachMember("integer", (operation, member) -> {
            Map<String, Object> described = member(operation, member);
            String problem = problem(operation, member, -1);
            if (!problem.isEmpty()) {
                checked.add(operation + " " + member);
                softly.assertThat(described).as(operation + " " + member).containsKey("minimum");
            }
            NUMBERS.matcher(problem)
                    .results()
                    .forEach(limit -> softly.assertThat(described)
                            .as(operation + " " + member)
                            .containsEntry("minimum", lower(limit))
                            .containsEntry("maximum", upper(limit)));
        });
        softly.assertAll();
        assertThat(checked).hasSizeGreaterThan(15);
    }

    @Test
    void documented_patterns_and_choices_are_enforced() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> checked = new TreeSet<>();
        eachMember("string", (operation, member) -> {
            Map<String, Object> described = member(operation, member);
            if (described.containsKey("pattern") || described.containsKey("enum")) {
                Answer answer = send(operation, with(operation, member, "\u0007"));
                if (answer.status() == 400) {
                    checked.add(operation + " " + member);
                    softly.assertThat(answer.wrong())
                            .as(operation + " " + member)
                            .containsKey(member);
                }
            }
        });
        softly.assertAll();
        assertThat(checked).hasSizeGreaterThan(15);
    }

    /** Returns whether a preview ignores the member. An operation and its preview share a request record, but a preview needs no reason. */
    private static boolean isIgnoredByPreview(String operation, String member) {
        return operation.endsWith("-impact") && member.equals("reason");
    }

    /** Calls {@code check} with operation and name for each member of this JSON type. */
    private void eachMember(String type, BiConsumer<String, String> check) {
        bodies.forEach((operation, schema) -> properties(schema).forEach((name, described) -> {
            if (String.valueOf(document.resolved(described).get("type")).contains(type)) {
                check.accept(operation, name);
            }
        }));
    }

    private Map<String, Object> body(String operation) {
        return Objects.requireNonNull(bodies.get(operation));
    }

    /** Returns the schema of a member. */
    private Map<String, Object> member(String operation, String member) {
        return document.resolved(
                Objects.requireNonNull(properties(body(operation)).get(member)));
    }

    /** Returns the error about one member of an otherwise valid body; empty if there is none. */
    private String problem(String operation, String member, Object value) {
        return send(operation, with(operation, member, value)).problem(member);
    }

    /** Returns a valid body in which one member has another value. */
    private Map<String, Object> with(String operation, String member, Object value) {
        Map<String, Object> body = plausible(body(operation));
        body.put(member, value);
        return body;
    }

    /** Returns a body with valid values for all required members. */
    private Map<String, Object> plausible(Map<String, Object> schema) {
        Map<String, Map<String, Object>> properties = properties(schema);
        Map<String, Object> body = new HashMap<>(ONE_OF);
        body.keySet().retainAll(properties.keySet());
        required(schema).forEach(name -> body.put(name, plausible(name, Objects.requireNonNull(properties.get(name)))));
        return body;
    }

    /** Returns a value that matches the schema. */
    private Object plausible(String name, Map<String, Object> schema) {
        Map<String, Object> resolved = document.resolved(schema);
        if (resolved.get("enum") instanceof List<?> words) {
            return words.getFirst();
        }
        return switch (String.valueOf(resolved.get("type"))) {
            case "string" ->
                EXAMPLES.stream()
                        .filter(one -> one.matches(String.valueOf(resolved.getOrDefault("pattern", ".*"))))
                        .filter(one -> !"uuid".equals(resolved.get("format")) || one.contains("-"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("an example for " + name + " " + resolved));
            case "integer" -> resolved.getOrDefault("minimum", 0);
            case "boolean" -> false;
            case "array" ->
                resolved.get("minItems") instanceof Integer min
                        ? Collections.nCopies(min, plausible(name, OpenApiDocument.map(resolved, "items")))
                        : List.of();
            default -> plausible(resolved);
        };
    }

    private static List<String> required(Map<String, Object> schema) {
        return schema.get("required") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Map<String, Object>> properties(Map<String, Object> schema) {
        Map<String, Object> all = OpenApiDocument.map(schema, "properties");
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        all.keySet().forEach(name -> properties.put(name, OpenApiDocument.map(all, name)));
        return properties;
    }

    /** Returns the lower limit in an error message; 0 if the message has only an upper limit. */
    private static int lower(MatchResult limit) {
        return limit.group(1) == null ? 0 : Integer.parseInt(limit.group(1));
    }

    private static int upper(MatchResult limit) {
        return Integer.parseInt(limit.group(2));
    }

    /** Sends a body to an operation, as an installation owner. */
    private Answer send(String operation, Map<String, Object> body) {
        return Answer.of(Operator.installationOwner()
                .request()
                .contentType("application/json")
                .body(body)
                .request(method(operation), path(operation)));
    }

    private static Method method(String operation) {
        return Method.valueOf(operation.split(" ", 2)[0]);
    }

    /** Returns the path with an existing catalog, product and group, and other IDs that do not exist. */
    private String path(String operation) {
        return operation
                .split(" ", 2)[1]
                .replace("{catalog}", catalog)
                .replace("{product}", "Thermostat")
                .replace("{group}", "Production")
                .replace("{deviceId}", "0".repeat(128))
                .replaceAll("\\{(imageId|component|image|transferId|id)}", "11111111-2222-3333-4444-555555555555")
                .replace("{fingerprint}", "ab".repeat(32))
                .replaceAll("\\{\\w+}", "nothing");
    }

    /**
     * The server's response.
     *
     * @param status HTTP status
     * @param wrong errors by member of the body; empty unless the request is invalid
     */
    private record Answer(int status, Map<String, String> wrong) {
        String problem(String member) {
            return wrong.getOrDefault(member, "");
        }

        static Answer of(Response response) {
            Map<String, String> wrong = new TreeMap<>();
            if (response.statusCode() == 400
                    && ProblemType.INVALID_REQUEST
                            .uri()
                            .equals(response.jsonPath().getString("type"))) {
                List<Map<String, String>> errors = response.jsonPath().getList("errors");
                errors.forEach(error -> wrong.merge(
                        String.valueOf(error.get("field")).split("[.\\[]", 2)[0],
                        String.valueOf(error.get("message")),
                        (one, other) -> one + "; " + other));
            }
            return new Answer(response.statusCode(), wrong);
        }
    }
}
