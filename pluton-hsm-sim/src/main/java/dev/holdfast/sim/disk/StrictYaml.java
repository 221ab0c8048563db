package dev.holdfast.sim.disk;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads records from YAML whose names are in kebab case. What a record does not know, lacks, or has twice is refused with its
 * line; anchors and aliases cannot make a small text large.
 */
public final class StrictYaml {
    /** No text that is read here is longer. */
    public static final int LONGEST = 64 * 1024;

    private final ObjectMapper mapper;

    /** Makes a reader that knows more types. */
    public StrictYaml(List<Module> types) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setMaxAliasesForCollections(0);
        this.mapper = YAMLMapper.builder(
                        YAMLFactory.builder().loaderOptions(limits).build())
                .addModules(types)
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads.
     *
     * @throws YamlException when the text is no YAML or not what the record says
     */
    public <T> T read(String text, Class<T> type) throws YamlException {
        if (text.length() > LONGEST) {
            throw new YamlException(1, "more than " + LONGEST + " characters", new IllegalArgumentException());
        }
        try {
            requireNames(text);
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new YamlException(1, "there is nothing", new IllegalArgumentException());
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new YamlException(at == null ? 1 : Math.max(1, at.getLineNr()), what(e), e);
        } catch (YAMLException e) {
            throw new YamlException(1, String.valueOf(e.getMessage()), e);
        } catch (YamlException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a string does not fail", e);
        }
    }

    /** Any text is a YAML scalar; of one that is nothing else, Jackson would repeat all that stands there. */
    private void requireNames(String text) throws IOException {
        try (JsonParser parser = mapper.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first != null && first != JsonToken.VALUE_NULL && first != JsonToken.START_OBJECT) {
                throw new YamlException(
                        Math.max(1, parser.currentTokenLocation().getLineNr()),
                        "there should be names with their values, as in 'name: value'",
                        new IllegalArgumentException());
            }
        }
    }

    private static String what(JsonProcessingException fault) {
        String where = fault instanceof JsonMappingException mapping ? path(mapping) : "";
        Throwable cause = fault.getCause();
        if (cause instanceof MarkedYAMLException marked) {
            // Its message repeats the text around the place, whatever file that is.
            return "this is no YAML: " + marked.getProblem();
        }
        String message = fault instanceof ValueInstantiationException && cause != null
                ? String.valueOf(cause.getMessage())
                : fault.getOriginalMessage();
        // Jackson names our classes; what people wrote is the path.
        String plain = fault instanceof MismatchedInputException
                ? message.replaceAll("`[a-zA-Z.]*\\.([A-Za-z$]+)`", "$1").replaceAll("\\(class [^)]*\\)", "")
                : message;
        return where.isEmpty() ? plain : where + ": " + plain;
    }

    private static String path(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex() + 1) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
