package dev.holdfast.backend.platform.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jspecify.annotations.Nullable;

/**
 * Declares which properties can be null and which are required. A component with {@link Nullable} can be null. In responses, all others
 * are required. In requests, those are required that a constraint requires.
 */
final class SchemaNullability {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);

    private final SchemaTypes types;
    private final Set<String> requests = new TreeSet<>();

    SchemaNullability(SchemaTypes types, OpenAPI document) {
        this.types = types;
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (operation.getRequestBody() != null) {
                    for (MediaType body : operation
                            .getRequestBody()
                            .getContent()
                            .getMediaTypes()
                            .values()) {
                        addRequest(body.getSchema());
                    }
                }
            }
        }
    }

    /** Adds the schemas that a schema of a request refers to. */
    private void addRequest(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        for (Schema part : SchemaTypes.parts(schema)) {
            Schema named = part.getRef() == null ? null : types.schemas().get(SchemaTypes.name(part));
            if (named != null && requests.add(SchemaTypes.name(part))) {
                addRequest(named);
                if (named.getProperties() != null) {
                    named.getProperties().values().forEach(this::addRequest);
                }
            }
        }
    }

    void declare() {
        types.byName()
                .forEach((name, type) ->
                        declare(name, Objects.requireNonNull(types.schemas().get(name)), type));
    }

    private void declare(String name, Schema schema, ClassInfo type) {
        List<String> required = new ArrayList<>();
        types.eachProperty(schema, type, (component, property) -> {
            if (component.type().hasAnnotation(NULLABLE)) {
                allowNull(property);
            } else {
                required.add(component.name());
            }
        });
        if (!requests.contains(name) && !required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    private static void allowNull(Schema property) {
        if (property.getRef() != null) {
            property.setAnyOf(List.of(
                    OASFactory.createSchema().ref(property.getRef()),
                    OASFactory.createSchema().addType(SchemaType.NULL)));
            property.setRef(null);
        } else if (property.getType() != null && !property.getType().contains(SchemaType.NULL)) {
            property.addType(SchemaType.NULL);
        }
    }
}
