package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.problem.ProblemType;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The schema of a problem document: no resource returns one, so the framework does not find it. */
final class ProblemSchema {
    static final String NAME = "Problem";

    private ProblemSchema() {}

    static Schema schema() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("A problem document (RFC 9457)")
                .required(List.of("type", "title", "status"))
                .addProperty("type", text("Stable kind, such as " + ProblemType.NOT_FOUND.uri()))
                .addProperty("title", text("Short, the same for every problem of the type"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .format("int32")
                                .description("The HTTP status"))
                .addProperty("detail", text("What happened, what it means and what to do"))
                .addProperty("requestId", text("Joins the answer with the server's log"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("One entry a bad field; absent when it is not about fields")
                                .items(OASFactory.createSchema()
                                        .addType(SchemaType.OBJECT)
                                        .required(List.of("field", "message"))
                                        .addProperty("field", text("Its path in the body, or its parameter's name"))
                                        .addProperty("message", text("What is wrong with it"))
                                        .addProperty(
                                                "position",
                                                OASFactory.createSchema()
                                                        .addType(SchemaType.INTEGER)
                                                        .format("int32")
                                                        .description(
                                                                "The character of it that is wrong, from 0, in UTF-16 code"
                                                                        + " units; absent when it is not about one"))));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
