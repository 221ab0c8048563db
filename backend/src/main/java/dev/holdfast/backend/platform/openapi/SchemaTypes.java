package dev.holdfast.backend.platform.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassInfo.NestingType;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Records and enums of the operator API, by the name of their schema.
 *
 * @param index classes of the application
 * @param schemas schemas of the document, by name
 * @param byName records and enums, by the name of their schema
 */
record SchemaTypes(IndexView index, Map<String, Schema> schemas, Map<String, ClassInfo> byName) {
    /** Finds schemas of top-level types by name. Schemas of nested types are found by references, because their names vary. */
    static SchemaTypes of(IndexView index, Map<String, Schema> schemas) {
        SchemaTypes types = new SchemaTypes(index, schemas, new TreeMap<>());
        for (ClassInfo type : index.getKnownClasses()) {
            if (isContract(type) && type.nestingType() == NestingType.TOP_LEVEL) {
                types.add(type.simpleName(), type);
            }
        }
        return types;
    }

    private void add(String name, ClassInfo type) {
        Schema schema = schemas.get(name);
        if (schema != null && byName.putIfAbsent(name, type) == null) {
            eachProperty(schema, type, (component, property) -> addElement(component.type(), property));
        }
    }

    private void addElement(Type type, Schema property) {
        ClassInfo element = element(type);
        for (Schema user : parts(property)) {
            if (element != null && isContract(element) && user.getRef() != null) {
                add(name(user), element);
            }
        }
    }

    /** Returns a schema, and those of its elements. */
    static List<Schema> parts(Schema schema) {
        return Stream.of(schema, schema.getItems(), schema.getAdditionalPropertiesSchema())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the name of the schema that a reference leads to. */
    static String name(Schema reference) {
        return reference.getRef().substring(reference.getRef().lastIndexOf('/') + 1);
    }

    /** Calls {@code work} for each property of the schema of a record. */
    void eachProperty(Schema schema, ClassInfo owner, BiConsumer<RecordComponentInfo, Schema> work) {
        for (RecordComponentInfo component : owner.recordComponents()) {
            Schema property = schema.getProperties().get(component.name());
            if (property == null) { // @JsonUnwrapped
                eachProperty(schema, Objects.requireNonNull(element(component.type())), work);
            } else {
                work.accept(component, property);
            }
        }
    }

    /** Returns the class of a component, or of the elements of a list or map. */
    private @Nullable ClassInfo element(Type type) {
        boolean isMany = type.kind() == Type.Kind.PARAMETERIZED_TYPE;
        return index.getClassByName(
                (isMany ? type.asParameterizedType().arguments().getLast() : type).name());
    }

    static boolean isContract(ClassInfo type) {
        return type.name().toString().startsWith("dev.holdfast.contract.operator.");
    }
}
