package dev.holdfast.backend.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.RecordComponentInfo;

/** Describes schemas with the Javadoc of records and enums, which therapi-runtime-javadoc-scribe keeps beside each class. */
record SchemaDescriptions(SchemaTypes types) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s+([^}]+)}");
    private static final Pattern EXAMPLE = Pattern.compile("such as (?:an? \\w+ )?\\{@code\\s+([^}]+)}");

    void describe() {
        types.byName()
                .forEach((name, type) ->
                        describe(Objects.requireNonNull(types.schemas().get(name)), type));
    }

    private void describe(Schema schema, ClassInfo type) {
        JsonNode javadoc = javadoc(type);
        StringBuilder description =
                new StringBuilder(text(type, javadoc.path("doc").asText().split("(?m)^\\s*@", 2)[0]));
        for (JsonNode constant : javadoc.path("enumConstants")) {
            description
                    .append(description.isEmpty() ? "- " : "\n- ")
                    .append(constant.path("name").asText());
            description.append(": ").append(text(type, constant.path("doc").asText()));
        }
        schema.setDescription(description.isEmpty() ? null : description.toString());
        types.eachProperty(schema, type, this::describeProperty);
    }

    private void describeProperty(RecordComponentInfo component, Schema property) {
        ClassInfo owner = component.declaringClass();
        Arrays.stream(javadoc(owner).path("doc").asText().split("(?m)^\\s*@param\\s+"))
                .filter(block -> block.startsWith(component.name() + " "))
                .map(block -> block.substring(component.name().length()).split("(?m)^\\s*@", 2)[0])
                .forEach(block -> {
                    property.setDescription(text(owner, block));
                    SchemaTypes.parts(property).forEach(part -> addExample(part, block));
                });
    }

    /** Adds the example that the Javadoc names. */
    private static void addExample(Schema schema, String javadoc) {
        Matcher named = EXAMPLE.matcher(javadoc.replaceAll("\\s+", " "));
        if (List.of(SchemaType.STRING).equals(schema.getType()) && schema.getFormat() == null && named.find()) {
            schema.setExamples(List.of(named.group(1)));
        }
    }

    private static JsonNode javadoc(ClassInfo type) {
        String file = type.name().toString().replace('.', '/') + "__Javadoc.json";
        try (InputStream json = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            return JSON.readTree(Objects.requireNonNull(json, () -> "describe " + type.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(ClassInfo type, String javadoc) {
        String line = javadoc.strip().replaceAll("\\s+", " ");
        String text = INLINE_TAG.matcher(line).replaceAll(tag -> Matcher.quoteReplacement(plain(type, tag)));
        return text.isEmpty() || line.startsWith("{@code")
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Returns the value of a constant, or the name of another member or type, or code as it is. */
    private String plain(ClassInfo type, MatchResult tag) {
        if (tag.group(1).equals("code") || !tag.group(2).matches("[\\w.]*#[A-Z0-9_]+")) {
            return tag.group(2).replaceFirst("^.*#(\\w+)(\\(\\))?$", "$1");
        }
        String[] parts = tag.group(2).split("#", 2);
        String name = types.index().getKnownClasses().stream()
                .filter(SchemaTypes::isContract)
                .map(known -> known.name().toString())
                .filter(known -> known.replace('$', '.').endsWith("." + parts[0]))
                .findFirst()
                .orElse(type.name().toString());
        try {
            Field constant = Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .getDeclaredField(parts[1]);
            constant.setAccessible(true);
            return constant.get(null).toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Javadoc of " + type.name() + ": " + tag.group(), e);
        }
    }
}
