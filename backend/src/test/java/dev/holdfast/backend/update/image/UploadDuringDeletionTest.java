package dev.holdfast.backend.update.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Upload of an image to a catalog that someone deletes at the same time. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class UploadDuringDeletionTest {
    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void an_upload_to_a_catalog_that_is_being_deleted_leaves_no_image() throws Exception {
        Fleet fleet = Fleet.create();
        byte[] image = Packages.application(Packages.newComponent(), "late").bytes();
        try (Connection deletion = owner.getConnection();
                Statement statement = deletion.createStatement();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            deletion.setAutoCommit(false);
            String id =
                    fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
            // Row-level security also applies to the table owner.
            statement.execute("set holdfast.catalog = '" + id + "'");
            statement.execute("select from catalog where catalog_id = '" + id + "' for update");
            Future<ValidatableResponse> upload =
                    other.submit(() -> fleet.owner().upload(fleet.path("images"), "application/octet-stream", image));
            while (!upload.isDone() && !waits()) {
                Thread.onSpinWait();
            }
            statement.execute(
                    "update catalog set deleted_at = now(), name = 'deleted-' || catalog_id where catalog_id = '" + id
                            + "'");
            deletion.commit();

            upload.get().statusCode(404);
            assertThat(statement.executeQuery("select from image_chunk").next()).isFalse();
        }
    }

    /** Returns whether a statement waits for the catalog's row. Only this test makes such a statement wait. */
    private boolean waits() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%from catalog%'""").next();
        }
    }
}
