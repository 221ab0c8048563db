package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deletion of a catalog strands no devices, and frees the space of its images. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CatalogDeletionTest {
    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;

    private String id;

    @BeforeEach
    void a_catalog() {
        fleet = Fleet.create();
        id = fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
    }

    @Test
    void a_claim_that_waits_for_the_deletion_finds_no_group() throws Exception {
        List<DeviceId> chips = fleet.endorsedChips(1);
        try (Connection connection = owner.getConnection();
                Statement statement = inCatalog(connection);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select from catalog where catalog_id = current_catalog_id() for update");
            statement.execute("update catalog set deleted_at = now() where catalog_id = current_catalog_id()");
            Future<ValidatableResponse> claim = other.submit(() -> fleet.claimInto("Thermostat", "Field Test", chips));
            while (!waits()) {
                Thread.onSpinWait();
            }
            connection.commit();

            claim.get().statusCode(404);
        }
    }

    @Test
    void a_catalog_with_a_running_job_is_not_deleted() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = inCatalog(connection)) {
            statement.execute("""
                    insert into device_job (catalog_id, job_id, operation, state, spec, started_by, issuer, subject, member_of,
                        started_at, leased_until)
                    values (current_catalog_id(), gen_random_uuid(), 'CLAIM', 'RUNNING', '{}', 'somebody', 'issuer', 'somebody', '{}',
                        now(), now() + interval '1 day')""");

            delete().statusCode(409).body("detail", containsString("Jobs of the catalog run."));
            statement.execute("delete from device_job where catalog_id = current_catalog_id()");
        }

        delete().statusCode(204);
    }

    @Test
    void the_content_of_images_is_deleted_with_the_catalog() throws SQLException {
        Operator.in(fleet.catalog(), "publisher")
                .upload(
                        fleet.path("images"),
                        "application/octet-stream",
                        Packages.application(Packages.newComponent(), "blinky").bytes())
                .statusCode(201);

        delete().statusCode(204);

        try (Connection connection = owner.getConnection();
                Statement statement = inCatalog(connection);
                ResultSet content =
                        statement.executeQuery("select from image_chunk where catalog_id = current_catalog_id()")) {
            assertThat(content.next()).isFalse();
        }
    }

    private ValidatableResponse delete() {
        return Operator.installationOwner()
                .request()
                .delete(OperatorApi.BASE + "catalogs/" + fleet.catalog())
                .then();
    }

    /** Returns a statement in the catalog, because row-level security also applies to the table owner. */
    private Statement inCatalog(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.execute("set holdfast.catalog = '" + id + "'");
        return statement;
    }

    /** Returns whether a statement waits for the catalog's row. Only this test makes such a statement wait. */
    private boolean waits() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%device_group%'""").next();
        }
    }
}
