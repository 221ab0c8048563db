package dev.holdfast.backend.platform.openapi;

import dev.holdfast.backend.platform.list.ListShape;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Replaces arrays in responses by pages, as {@link ListShape} does, and arrays of binary data by one file, because a streamed response is a
 * single file.
 */
record ListPages(Components components) {
    void declare(Operation operation) {
        for (APIResponse response : operation.getResponses().getAPIResponses().values()) {
            if (response.getContent() != null) {
                response.getContent().getMediaTypes().values().forEach(this::declare);
            }
        }
    }

    private void declare(MediaType content) {
        Schema schema = content.getSchema();
        if (schema == null || !List.of(SchemaType.ARRAY).equals(schema.getType())) {
            return;
        }
        if ("binary".equals(schema.getItems().getFormat())) {
            content.setSchema(schema.getItems());
        } else if (schema.getItems().getRef() != null) {
            String row = SchemaTypes.name(schema.getItems());
            String page = row.replaceFirst("View$", "") + "Page";
            add(page, page(row, schema));
            content.setSchema(OASFactory.createSchema().ref(page));
        }
    }

    private void add(String name, Schema page) {
        Schema before = components.getSchemas().get(name);
        if (before != null && !before.equals(page)) {
            throw new IllegalStateException("two schemas have the name " + name);
        }
        components.addSchema(name, page);
    }

    private static Schema page(String row, Schema rows) {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Page of a list of " + row + ".")
                .addProperty("items", rows.description("Rows in order"))
                .addProperty(
                        "next",
                        OASFactory.createSchema()
                                .addType(SchemaType.STRING)
                                .addType(SchemaType.NULL)
                                .description("Cursor of the next page; null on the last page"))
                .required(List.of("items", "next"));
    }
}
