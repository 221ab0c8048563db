package dev.holdfast.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads policy files. Strict: unknown fields, doubled fields, a second document and wrong types are refused, and the
 * message says where.
 */
public final class PolicyYaml {
    /** Longest file, in characters. */
    public static final int MAX_LENGTH = 256 * 1024;

    private static final ObjectMapper MAPPER = mapper();

    private PolicyYaml() {}

    /** Reads a policy from UTF-8; the caller closes the stream. */
    public static Policy read(InputStream yaml) throws PolicyException {
        return read(text(yaml));
    }

    /** Reads a policy. */
    public static Policy read(String yaml) throws PolicyException {
        return read(yaml, Policy.class);
    }

    static String text(InputStream yaml) throws PolicyException {
        try {
            return new String(yaml.readNBytes(MAX_LENGTH + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PolicyException("the policy file cannot be read: " + e.getMessage(), e);
        }
    }

    static <T> T read(String yaml, Class<T> type) throws PolicyException {
        if (yaml.length() > MAX_LENGTH) {
            throw new PolicyException("a policy file has at most " + MAX_LENGTH + " characters");
        }
        try {
            T read = MAPPER.readValue(yaml, type);
            if (read == null) {
                throw new PolicyException("the policy file is empty");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new PolicyException(where(e) + what(e), e);
        }
    }

    private static String where(JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return line;
        }
        return line
                + mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[")
                + ": ";
    }

    private static String what(JsonProcessingException e) {
        Throwable cause = e;
        // The records' own complaints are the readable ones; Jackson wraps them.
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
            return String.valueOf(cause.getMessage());
        }
        return e.getOriginalMessage();
    }

    private static ObjectMapper mapper() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_LENGTH);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(limits)
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
