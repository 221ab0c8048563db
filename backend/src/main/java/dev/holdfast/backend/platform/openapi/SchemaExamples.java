package dev.holdfast.backend.platform.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Adds an example to each text, number, boolean, and free object that has none yet. {@code META-INF/openapi-examples.yaml} has examples by
 * the name of a schema, {@code SCHEMA.PROPERTY}, {@code PROPERTY}, format, or type. The first of these applies.
 */
record SchemaExamples(Map<String, Object> known) {
    static SchemaExamples read() {
        try (InputStream yaml = Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/openapi-examples.yaml"))) {
            return new SchemaExamples(new YAMLMapper().readValue(yaml, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            add(schema, name, name);
            addToProperties(name, schema);
        });
    }

    private void addToProperties(String name, Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((property, described) -> {
                for (Schema part : SchemaTypes.parts(described)) {
                    add(part, name + "." + property, property);
                    addToProperties(name + "." + property, part);
                }
            });
        }
    }

    private void add(Schema schema, String... names) {
        List<SchemaType> types = schema.getType();
        if (types == null || schema.getExamples() != null || hasParts(schema)) {
            return;
        }
        Object example =
                schema.getEnumeration() == null ? null : schema.getEnumeration().getFirst();
        for (String name : names) {
            example = example == null ? fitting(types, known.get(name)) : example;
        }
        example = example == null && schema.getFormat() != null ? known.get(schema.getFormat()) : example;
        example = example == null ? known.get(types.getFirst().toString()) : example;
        if (example != null) {
            schema.setExamples(List.of(example));
        }
    }

    /** Returns whether the examples are those of the properties or elements. */
    private static boolean hasParts(Schema schema) {
        Schema values = schema.getAdditionalPropertiesSchema();
        boolean hasValues = values != null && (values.getType() != null || values.getRef() != null);
        return schema.getProperties() != null || schema.getItems() != null || hasValues;
    }

    /** Returns the example if it has the type, because properties of different types can have the same name. */
    private static @Nullable Object fitting(List<SchemaType> types, @Nullable Object example) {
        SchemaType type = switch (example) {
            case String _ -> SchemaType.STRING;
            case Integer _ -> SchemaType.INTEGER;
            case Boolean _ -> SchemaType.BOOLEAN;
            case Map<?, ?> _ -> SchemaType.OBJECT;
            case null, default -> SchemaType.NULL;
        };
        return type != SchemaType.NULL && types.contains(type) ? example : null;
    }
}
