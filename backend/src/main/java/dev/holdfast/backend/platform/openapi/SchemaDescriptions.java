package dev.holdfast.backend.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassInfo.NestingType;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** Describes schemas with the Javadoc of records and enums, which therapi-runtime-javadoc-scribe keeps beside each class. */
record SchemaDescriptions(IndexView index) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s+([^}]+)}");

    /** Describes the schemas of top-level types, found by name. The schemas of nested types are found by references, because their names vary. */
    void describe(Map<String, Schema> schemas) {
        for (ClassInfo type : index.getKnownClasses()) {
            if (isContract(type) && type.nestingType() == NestingType.TOP_LEVEL) {
                describe(schemas, type.simpleName(), type);
            }
        }
    }

    private void describe(Map<String, Schema> schemas, String name, ClassInfo type) {
        Schema schema = schemas.get(name);
        if (schema == null) {
            return;
        }
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
        describeProperties(schemas, schema, type);
    }

    private void describeProperties(Map<String, Schema> schemas, Schema schema, ClassInfo owner) {
        String[] blocks = javadoc(owner).path("doc").asText().split("(?m)^\\s*@param\\s+");
        for (RecordComponentInfo component : owner.recordComponents()) {
            Type type = component.type();
            boolean many = type.kind() == Type.Kind.PARAMETERIZED_TYPE;
            ClassInfo element = index.getClassByName(
                    (many ? type.asParameterizedType().arguments().getLast() : type).name());
            Schema property = schema.getProperties().get(component.name());
            if (property == null) { // @JsonUnwrapped
                describeProperties(schemas, schema, Objects.requireNonNull(element));
                continue;
            }
            Arrays.stream(blocks)
                    .filter(block -> block.startsWith(component.name() + " "))
                    .forEach(block -> property.setDescription(
                            text(owner, block.substring(component.name().length()))));
            for (Schema user : Arrays.asList(property, property.getItems(), property.getAdditionalPropertiesSchema())) {
                if (element != null && isContract(element) && user != null && user.getRef() != null) {
                    describe(schemas, user.getRef().substring(user.getRef().lastIndexOf('/') + 1), element);
                }
            }
        }
    }

    private static boolean isContract(ClassInfo type) {
        return type.name().toString().startsWith("dev.holdfast.contract.operator.");
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
        String name = index.getKnownClasses().stream()
                .filter(SchemaDescriptions::isContract)
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
