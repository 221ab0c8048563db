package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Redocly's linter accepts the OpenAPI document. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OpenApiLintTest {
    @Test
    void the_document_follows_the_rules_of_redocly() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/redocly"));
        Files.writeString(
                folder.resolve("openapi.json"),
                RestAssured.given().get("/q/openapi?format=json").asString());

        Process lint = new ProcessBuilder("src/test/npm/redocly/lint.sh", folder.toString())
                .redirectErrorStream(true)
                .start();
        String report = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(lint.waitFor()).as(report).isZero();
    }
}
