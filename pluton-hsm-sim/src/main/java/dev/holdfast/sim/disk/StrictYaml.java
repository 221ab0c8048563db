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
 * Reads records from YAML with kebab-case keys. Unknown, missing and duplicate keys are refused with their line.
 * Aliases of collections are refused, because they can expand a small text to a large one.
 */
public final class StrictYaml {
    /** Maximum length of a text, in characters. */
    public static final int LONGEST = 64 * 1024;

    private final ObjectMapper mapper;

    /** Makes a reader with additional types. */
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
     * Reads a record.
     *
     * @throws YamlException when the text is not YAML or does not match the record
     */
    public <T> T read(String text, Class<T> type) throws YamlException {
        if (text.length() > LONGEST) {
            throw new YamlException(1, "more than " + LONGEST + " characters", new IllegalArgumentException());
        }
        try {
            requireNames(text);
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new YamlException(1, "the file is empty", new IllegalArgumentException());
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
            throw new UncheckedIOException("cannot read the YAML text", e);
        }
    }

    /** Requires that the text begins with keys and values. For other text, Jackson's message would quote the whole text. */
    private void requireNames(String text) throws IOException {
        try (JsonParser parser = mapper.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first != null && first != JsonToken.VALUE_NULL && first != JsonToken.START_OBJECT) {
                throw new YamlException(
                        Math.max(1, parser.currentTokenLocation().getLineNr()),
                        "expected keys with values, as in 'name: value'",
                        new IllegalArgumentException());
            }
        }
    }

    private static String what(JsonProcessingException fault) {
        String where = fault instanceof JsonMappingException mapping ? path(mapping) : "";
        Throwable cause = fault.getCause();
        if (cause instanceof MarkedYAMLException marked) {
            // Not the exception's own message: it quotes the file, which may be a file with secrets.
            return "invalid YAML: " + marked.getProblem();
        }
        String message = fault instanceof ValueInstantiationException && cause != null
                ? String.valueOf(cause.getMessage())
                : fault.getOriginalMessage();
        // Removes class names from Jackson's message. The path of keys says enough.
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
