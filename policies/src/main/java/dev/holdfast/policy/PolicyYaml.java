package dev.holdfast.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parser of policy files and of files with test cases. Refuses unknown and duplicate fields, a second document, and wrong
 * types, and reports their lines.
 */
public final class PolicyYaml {
    /** Maximum length of a file, in characters. */
    public static final int MAX_LENGTH = 256 * 1024;

    private static final ObjectMapper MAPPER = mapper();
    /** Finds the ID of the rule in an error message. */
    private static final Pattern RULE = Pattern.compile("rule ([a-z][a-z0-9-]*)");

    private PolicyYaml() {}

    /** Parses a policy in UTF-8; the caller closes the stream. */
    public static Policy read(InputStream yaml) throws PolicyException {
        return read(text(yaml));
    }

    /** Parses a policy. */
    public static Policy read(String yaml) throws PolicyException {
        return read(yaml, Policy.class);
    }

    /** Reads a text up to one byte above the maximum, so that a longer file is refused later. */
    static String text(InputStream yaml) throws PolicyException {
        try {
            return new String(yaml.readNBytes(MAX_LENGTH + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PolicyException(
                    PolicyProblem.of(
                            PolicyProblem.Code.SYNTAX,
                            "the policy file cannot be read: " + e.getMessage(),
                            "Check that the file exists and is readable."),
                    e);
        }
    }

    /** Parses a text as a record of a type. */
    static <T> T read(String yaml, Class<T> type) throws PolicyException {
        BoundedYaml.check(yaml);
        try {
            T read = MAPPER.readValue(yaml, type);
            if (read == null) {
                throw new PolicyException(PolicyProblem.of(
                        PolicyProblem.Code.SYNTAX,
                        "the policy file is empty",
                        "Write a title, a description and rules."));
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new PolicyException(problem(yaml, e), e);
        }
    }

    private static PolicyProblem problem(String yaml, JsonProcessingException e) {
        String what = what(e);
        Matcher named = RULE.matcher(what);
        boolean syntax = !(e instanceof JsonMappingException);
        return new PolicyProblem(
                syntax ? PolicyProblem.Code.SYNTAX : PolicyProblem.Code.FIELD,
                line(yaml, e),
                0,
                named.find() ? named.group(1) : null,
                null,
                path(e) + what,
                syntax
                        ? "Check the indentation, the quotes and that there is one document."
                        : "See docs/policies.md for the fields and their spelling.");
    }

    private static int line(String yaml, JsonProcessingException e) {
        int read = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        // Jackson reports an unknown field at the end of its record, so find the line of the field.
        return e instanceof UnrecognizedPropertyException unknown ? lineOf(yaml, pointer(unknown), read) : read;
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        "/" + (step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName()))
                .collect(Collectors.joining());
    }

    /** Returns the line of the field at a JSON pointer; {@code otherwise} when there is none. */
    private static int lineOf(String yaml, String pointer, int otherwise) {
        try (JsonParser parser = MAPPER.getFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException brokenFurtherDown) {
            return otherwise;
        }
        return otherwise;
    }

    private static String path(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[")
                + ": ";
    }

    /** Returns what is wrong, in terms of YAML and not of Java. */
    private static String what(JsonProcessingException e) {
        Throwable cause = e;
        // Constructors of records throw exceptions with messages for people; Jackson wraps these exceptions.
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
            return String.valueOf(cause.getMessage());
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "field '" + unknown.getPropertyName() + "' is unknown; use one of " + unknown.getKnownPropertyIds();
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "expected " + expected(mismatch.getTargetType());
            default -> e.getOriginalMessage();
        };
    }

    private static String expected(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list with '- ' before each item";
        }
        if (type == String.class || type.isEnum()) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? "a whole number"
                : "a map of fields, such as 'title: …'";
    }

    private static ObjectMapper mapper() {
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(BoundedYaml.limits())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return YAMLMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }
}
