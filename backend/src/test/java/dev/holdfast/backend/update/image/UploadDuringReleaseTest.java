package dev.holdfast.backend.update.image;

import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.update.feed.TestOs;
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

/** Upload of an image to a catalog while an operating system with its component is released. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class UploadDuringReleaseTest {
    private static final long RELEASE = 260_900;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void a_release_waits_for_uploads_and_is_refused_if_one_has_its_component() throws Exception {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        byte[] image = Packages.application(
                        os.images(RELEASE).getLast().metadata().component(), "late")
                .bytes();
        try (Connection key = owner.getConnection();
                Statement statement = key.createStatement();
                ExecutorService others = Executors.newFixedThreadPool(2)) {
            key.setAutoCommit(false);
            // Row-level security also applies to the table owner.
            statement.execute("set holdfast.catalog = '" + fleet.catalogId() + "'");
            statement.execute("select from image_key where catalog_id = '" + fleet.catalogId() + "' for update");
            // The upload waits for the key after it has checked the component.
            Future<ValidatableResponse> upload =
                    others.submit(() -> fleet.owner().upload(fleet.path("images"), "application/octet-stream", image));
            while (!upload.isDone() && !waits("from image_key")) {
                Thread.onSpinWait();
            }
            Future<ValidatableResponse> release = others.submit(() -> os.release("Retail", os.images(RELEASE)));
            while (!release.isDone() && !waits("pg_advisory_xact_lock(")) {
                Thread.onSpinWait();
            }
            key.rollback();

            upload.get().statusCode(201);
            release.get().statusCode(422).body("reason", equalTo("component-twice"));
        }
    }

    /** Returns whether a statement with this text waits for a lock. */
    private boolean waits(String text) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%%%s%%'
                      and pid <> pg_backend_pid()""".formatted(text)).next();
        }
    }
}
