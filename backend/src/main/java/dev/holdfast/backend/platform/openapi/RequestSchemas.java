package dev.holdfast.backend.platform.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What bodies of requests must have: what may be null in its record of the contract may be left out, and so may a truth value or a
 * number that may be 0; all else may not. {@link RequestLimits} says how much of it.
 */
final class RequestSchemas {
    private static final String CONTRACT = "dev.holdfast.contract.operator.";
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);

    private final Map<String, Schema> schemas;
    private final Map<String, ClassInfo> records = new HashMap<>();
    private final Set<String> sent = new TreeSet<>();

    private RequestSchemas(Map<String, Schema> schemas, IndexView index) {
        this.schemas = schemas;
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord() && type.name().toString().startsWith(CONTRACT)) {
                records.put(type.simpleName(), type);
            }
        }
    }

    /** Completes the schemas of a document, of which the index has the records. */
    static void complete(OpenAPI document, IndexView index) {
        RequestSchemas all = new RequestSchemas(document.getComponents().getSchemas(), index);
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(RequestSchemas::bodies)
                .forEach(all::gather);
        RequestLimits.tell(all.schemas, all.sent);
        all.sent.forEach(all::require);
    }

    private static Stream<Schema> bodies(Operation operation) {
        Content content = operation.getRequestBody() == null
                ? null
                : operation.getRequestBody().getContent();
        return content == null
                ? Stream.of()
                : content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(Objects::nonNull);
    }

    private void gather(Schema schema) {
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            Schema known = schemas.get(name);
            if (known != null && sent.add(name)) {
                gather(known);
            }
        }
        if (schema.getItems() != null) {
            gather(schema.getItems());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(this::gather);
        }
    }

    private void require(String name) {
        ClassInfo type = records.get(name);
        if (type == null) {
            return;
        }
        Schema schema = Objects.requireNonNull(schemas.get(name));
        List<String> required = type.recordComponents().stream()
                .filter(component -> component.type().kind() == Type.Kind.PRIMITIVE
                        ? isPositive(schema.getProperties().get(component.name()))
                        : !component.type().hasAnnotation(NULLABLE))
                .map(RecordComponentInfo::name)
                .toList();
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    /** Whether it cannot be the 0 that stands for what is left out. */
    private static boolean isPositive(@Nullable Schema number) {
        return number != null
                && number.getMinimum() != null
                && number.getMinimum().signum() > 0;
    }
}
