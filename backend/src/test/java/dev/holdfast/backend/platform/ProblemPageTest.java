package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The type of a problem leads to its description. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ProblemPageTest {
    @Test
    void the_type_of_a_problem_leads_to_its_description() {
        URI type = URI.create(Operator.named("nobody")
                .get("catalogs/nothing")
                .statusCode(404)
                .extract()
                .<String>path("type"));

        String page = RestAssured.given()
                .get(type.getPath())
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();

        assertThat(page).contains("<h2 id=\"" + type.getFragment() + "\">", ProblemType.NOT_FOUND.help());
    }

    @Test
    void every_type_is_documented() throws IOException {
        String document = Files.readString(Path.of("../docs/problems.md")).replace("`", "");

        for (ProblemType type : ProblemType.values()) {
            assertThat(document).contains("""

                            ## %s

                            Status %d. %s.

                            %s
                            """.formatted(type.code(), type.status(), type.title(), type.help()));
        }
    }
}
