package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * An operation that does work before its transaction, for example signs, checks the approval rules twice: before that work and again inside
 * the transaction.
 */
@SuppressWarnings("NullAway.Init") // injected before the first test method
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ApprovalRuleRaceTest {
    private static final String GROUP = "products/Thermostat/groups/Production";

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void a_deployment_being_signed_stops_when_approval_becomes_required() throws SQLException {
        Fleet fleet = Fleet.create();
        Operator publisher = Operator.in(fleet.catalog(), "publisher");
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        publisher
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        try (Connection other = owner.getConnection();
                Connection watch = owner.getConnection()) {
            other.setAutoCommit(false);
            hold(other, fleet);
            CompletableFuture<ValidatableResponse> deployment = CompletableFuture.supplyAsync(() -> publisher.post(
                    fleet.path(GROUP + "/deployments"),
                    Map.of("imageIds", List.of(image.metadata().image().text()))));
            while (!deployment.isDone() && !waits(watch)) {
                Thread.onSpinWait();
            }
            Operator.in(fleet.catalog(), "owner")
                    .request()
                    .contentType("application/json")
                    .body(Map.of("operations", List.of("START_DEPLOYMENT"), "comment", "Two see more."))
                    .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                    .then()
                    .statusCode(200);
            other.rollback();

            deployment.join().statusCode(409).body("detail", containsString("now requires approval. Retry"));
        }
        publisher.get(fleet.path(GROUP + "/deployments")).body("items", hasSize(0));
    }

    /** Locks the group. The deployment waits for the lock after its first check of the approval rules. */
    private static void hold(Connection connection, Fleet fleet) throws SQLException {
        String catalog = Operator.in(fleet.catalog(), "owner")
                .get("catalogs/" + fleet.catalog())
                .extract()
                .path("id");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local holdfast.catalog = '" + catalog + "'");
            statement.execute("select from device_group where catalog_id = '" + catalog + "' for update");
        }
    }

    /** Returns whether a statement on the table of device groups waits for a lock. */
    private static boolean waits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%device_group%'""").next();
        }
    }
}
