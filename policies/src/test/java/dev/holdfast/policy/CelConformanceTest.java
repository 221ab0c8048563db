package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs CEL's public conformance cases for the features that conditions can use. {@code cel-conformance/README.md} counts the cases of
 * each section and says which are left out.
 */
class CelConformanceTest {
    private static final List<String> SECTIONS = List.of(
            "basic",
            "comparisons",
            "conversions",
            "fields",
            "fp_math",
            "integer_math",
            "lists",
            "logic",
            "macros",
            "namespace",
            "parse",
            "plumbing",
            "string",
            "timestamps");

    private static final CelCompiler PLAIN = CelSubset.compiler().build();

    @TestFactory
    Stream<DynamicContainer> cel_means_here_what_its_specification_says() throws IOException {
        List<DynamicContainer> sections = new ArrayList<>();
        for (String section : SECTIONS) {
            List<DynamicTest> cases = StreamSupport.stream(read(section).spliterator(), false)
                    .map(one -> DynamicTest.dynamicTest(
                            one.get("suite").asText() + "/" + one.get("name").asText() + ": "
                                    + one.get("expr").asText(),
                            () -> check(one)))
                    .toList();
            sections.add(DynamicContainer.dynamicContainer(section + " (" + cases.size() + ")", cases));
        }
        return sections.stream();
    }

    private static JsonNode read(String section) throws IOException {
        try (InputStream json = CelConformanceTest.class.getResourceAsStream("/cel-conformance/" + section + ".json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    /** Runs one case. It has the expression ({@code expr}), variables, and the expected {@code value} or an {@code error}. */
    private static void check(JsonNode one) throws CelValidationException, CelEvaluationException {
        if (one.has("error")) {
            assertThatThrownBy(() -> evaluate(one))
                    .isInstanceOfAny(CelEvaluationException.class, CelValidationException.class);
        } else {
            assertThat(same(evaluate(one), value(one.get("value"))))
                    .as(() -> "value " + one.get("value"))
                    .isTrue();
        }
    }

    private static Object evaluate(JsonNode one) throws CelValidationException, CelEvaluationException {
        CelCompiler compiler = one.has("typeEnv") ? compiler(one) : PLAIN;
        CelAbstractSyntaxTree parsed = compiler.parse(one.get("expr").asText()).getAst();
        // Some cases disable the type check.
        CelAbstractSyntaxTree tree =
                one.has("disableCheck") ? parsed : compiler.check(parsed).getAst();
        Map<String, Object> bindings = new HashMap<>();
        JsonNode given = one.path("bindings");
        given.fieldNames()
                .forEachRemaining(
                        name -> bindings.put(name, value(given.get(name).get("value"))));
        return CelSubset.RUNTIME.createProgram(tree).eval((String name) -> Optional.ofNullable(bindings.get(name)));
    }

    /** Returns a compiler with the variables that a case declares. */
    private static CelCompiler compiler(JsonNode one) {
        CelCompilerBuilder builder = CelSubset.compiler();
        one.path("typeEnv")
                .forEach(variable -> builder.addVar(
                        variable.get("name").asText(),
                        type(variable.get("ident").get("type"))));
        return builder.build();
    }

    private static CelType type(JsonNode type) {
        if (type.has("listType")) {
            return ListType.create(type(type.get("listType").get("elemType")));
        }
        if (type.has("mapType")) {
            return MapType.create(
                    type(type.get("mapType").get("keyType")),
                    type(type.get("mapType").get("valueType")));
        }
        if (type.has("null")) {
            return SimpleType.NULL_TYPE;
        }
        return switch (type.get("primitive").asText()) {
            case "INT64" -> SimpleType.INT;
            case "UINT64" -> SimpleType.UINT;
            case "DOUBLE" -> SimpleType.DOUBLE;
            case "STRING" -> SimpleType.STRING;
            case "BYTES" -> SimpleType.BYTES;
            case "BOOL" -> SimpleType.BOOL;
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    /** Converts a value from the JSON encoding of protobuf to the Java type that CEL uses. */
    private static Object value(JsonNode value) {
        String kind = value.fieldNames().next();
        JsonNode content = value.get(kind);
        return switch (kind) {
            case "int64Value" -> Long.parseLong(content.asText());
            case "uint64Value" -> UnsignedLong.valueOf(content.asText());
            case "doubleValue" -> Double.parseDouble(content.asText());
            case "stringValue" -> content.asText();
            case "boolValue" -> content.asBoolean();
            case "bytesValue" -> CelByteString.of(Base64.getDecoder().decode(content.asText()));
            case "nullValue" -> NullValue.NULL_VALUE;
            case "typeValue" -> new TypeName(content.asText());
            case "listValue" ->
                StreamSupport.stream(content.path("values").spliterator(), false)
                        .map(CelConformanceTest::value)
                        .toList();
            case "mapValue" -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                content.path("entries").forEach(entry -> map.put(value(entry.get("key")), value(entry.get("value"))));
                yield map;
            }
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    /** Expected value that is a type. */
    private record TypeName(String name) {}

    /** Compares values. Unlike {@code equals}, it finds 0.0 and -0.0 equal. */
    private static boolean same(Object actual, Object expected) {
        return switch (expected) {
            case TypeName type ->
                actual instanceof TypeType found && found.containingTypeName().equals(type.name());
            case Double number ->
                actual instanceof Double found && (found.equals(number) || found.doubleValue() == number.doubleValue());
            case List<?> list ->
                actual instanceof List<?> found
                        && found.size() == list.size()
                        && range(list.size()).allMatch(i -> same(found.get(i), list.get(i)));
            case Map<?, ?> map ->
                actual instanceof Map<?, ?> found
                        && found.size() == map.size()
                        && map.entrySet().stream()
                                .allMatch(entry -> found.containsKey(entry.getKey())
                                        && same(found.get(entry.getKey()), entry.getValue()));
            default -> expected.equals(actual);
        };
    }

    private static Stream<Integer> range(int size) {
        Integer[] numbers = new Integer[size];
        Arrays.setAll(numbers, i -> i);
        return Arrays.stream(numbers);
    }
}
