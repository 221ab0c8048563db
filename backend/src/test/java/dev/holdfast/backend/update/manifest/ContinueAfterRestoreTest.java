package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Manifest sets after the database was restored from a backup. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ContinueAfterRestoreTest {
    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    ContinueAfterRestore continueAfterRestore;

    @Inject
    RenewManifests renewManifests;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    @Inject
    Vertx vertx;

    @Test
    void every_set_gets_a_version_that_no_device_has_seen() throws SQLException {
        Fleet fleet = Fleet.create();
        DeviceId device = fleet.endorsedChips(os.part(), 1).getFirst();
        fleet.claim("Production", List.of(device));
        os.release("Retail", 260_900);
        OnVertx.await(vertx, renewManifests::renew);
        CohortTarget before = target(device);
        Instant restoredAt = Instant.now();

        restore(restoredAt);

        assertThat(target(device).version())
                .as("no device gets an old set")
                .satisfiesAnyOf(
                        version -> assertThat(version).isZero(),
                        version -> assertThat(version).isGreaterThanOrEqualTo(restoredAt.getEpochSecond()));
        OnVertx.await(vertx, renewManifests::renew);
        CohortTarget after = target(device);
        assertThat(after.version()).isGreaterThan(restoredAt.getEpochSecond());
        assertThat(images(after)).isEqualTo(images(before)).isNotEmpty();

        OnVertx.await(vertx, continueAfterRestore::run);
        OnVertx.await(vertx, renewManifests::renew);
        assertThat(target(device).version()).as("a restore is applied once").isEqualTo(after.version());
        fleet.owner()
                .get(fleet.path("audit?filter=action:RestoreBackup"))
                .body(containsString("Restored the backup of 2026-01-02T03:04:05Z"));
        Operator.installationOwner()
                .get("audit?filter=action:RestoreBackup")
                .body(containsString("Restored the backup of 2026-01-02T03:04:05Z"));
    }

    private void restore(Instant at) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into database_restore (restored_at, backup_at) values ('%s', '2026-01-02T03:04:05Z')"
                            .formatted(at));
        }
        OnVertx.await(vertx, continueAfterRestore::run);
    }

    private static List<ImageId> images(CohortTarget target) {
        return target.images().stream().map(TargetImage::image).toList();
    }

    private CohortTarget target(DeviceId device) {
        var assignment = gateway.assignment(SiliconManufacturer.witness(device));
        UUID group = Objects.requireNonNull(assignment.groupId());
        return gateway.target(group, assignment.part(), SiliconManufacturer.witness(device))
                .current();
    }
}
