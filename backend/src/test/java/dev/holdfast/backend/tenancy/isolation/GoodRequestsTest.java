package dev.holdfast.backend.tenancy.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.holdfast.backend.installation.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An independent JSON Schema validator accepts every valid request body by the documented schema. {@link EveryRoleTest} checks that the
 * server accepts the same bodies. {@code RequestSchemasTest} checks which bodies the server refuses.
 */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GoodRequestsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    @Inject
    SampleCatalogs samples;

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document = JSON.readTree(RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .asString());
    }

    @Test
    void every_valid_request_body_matches_the_document() throws IOException {
        SampleIds ids = samples.create().ids();
        SampleIds installation = InstallationSampleIds.create();
        SoftAssertions softly = new SoftAssertions();
        Set<String> asked = new TreeSet<>();
        for (Request request : Request.all()) {
            if (request.mediaType().equals("application/json")) {
                asked.add(request.operation());
                JsonNode body = JSON.readTree(request.body(request.isInCatalog() ? ids : installation));
                softly.assertThat(schema(request.operation()).validate(body))
                        .as("%s %s", request.operation(), body)
                        .isEmpty();
            }
        }
        softly.assertAll();
        assertThat(asked).isEqualTo(described());
    }

    /** Returns the operations with a documented JSON body. */
    private Set<String> described() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().at("/requestBody/content").has("application/json")) {
                        operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Returns the documented schema of an operation's JSON body. */
    private JsonSchema schema(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonNode method = document.get("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
        ObjectNode schema = method.at("/requestBody/content")
                .path("application/json")
                .path("schema")
                .deepCopy();
        // References point to the components.
        schema.set("components", document.get("components"));
        return SCHEMAS.getSchema(schema, FORMATS_TOO);
    }
}
