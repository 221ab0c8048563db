package dev.holdfast.backend.tenancy.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owners of the installation that the machine's administrator requested: the first owner, and owners who lost access. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OwnerRequestsTest {
    private final String name = "first-" + UUID.randomUUID();
    private final Operator person = Operator.named(name);

    @Inject
    AssignOwners assignOwners;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    @Inject
    Vertx vertx;

    /** The installation outlives this test, and others count its owners. */
    @AfterEach
    void removeTheOwner() throws SQLException {
        change(
                "delete from role_assignment where catalog_id = '%s' and grantee = ?".formatted(CatalogId.INSTALLATION),
                "id-of-" + name);
    }

    @Test
    void a_requested_owner_can_make_a_personal_token_and_give_and_remove_roles() throws SQLException {
        person.get("members").statusCode(403);

        request("First owner of the installation");

        Operator token = new Operator(
                person.post("tokens", Map.of("kind", "PERSONAL", "name", "nightly", "role", "OWNER", "days", 30))
                        .statusCode(201)
                        .extract()
                        .path("secret"));
        token.get("members").statusCode(200);
        String other = person.post(
                        "members",
                        RoleAssignments.member("SUBJECT", "id-of-other-" + UUID.randomUUID(), "READER", null, null))
                .statusCode(201)
                .extract()
                .path("id");
        person.request().delete("/api/v1/members/" + other).then().statusCode(204);
    }

    @Test
    void each_request_is_in_the_audit_log_with_its_reason() throws SQLException {
        request("First owner of the installation");
        request("./holdfast owner reset the password");

        person.get("audit?filter=action:AssignRole")
                .statusCode(200)
                .body(containsString("\"AssignRole\""))
                .body(containsString("\"system\""))
                .body(containsString("already assigned to " + name))
                .body(containsString("First owner of the installation"))
                .body(containsString("./holdfast owner reset the password"));
        person.get("me").body("name", equalTo(name));
    }

    private void request(String reason) throws SQLException {
        change(
                "insert into owner_request (issuer, subject, name, reason) values (?, ?, ?, ?)",
                Tokens.issuer(),
                "id-of-" + name,
                name,
                reason);
        OnVertx.await(vertx, assignOwners::run);
    }

    private void change(String sql, String... parameters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement catalog =
                            connection.prepareStatement("select set_config('holdfast.catalog', ?, true)");
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                catalog.setString(1, CatalogId.INSTALLATION.toString());
                catalog.execute();
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                statement.executeUpdate();
                connection.commit();
            }
        }
    }
}
