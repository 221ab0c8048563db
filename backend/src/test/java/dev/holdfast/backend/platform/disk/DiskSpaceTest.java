package dev.holdfast.backend.platform.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.NewReferenceValue;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limit of free disk space. {@code note} stands for a measurement of the free bytes. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DiskSpaceTest {
    private static final MemorySize GIGABYTE = new MemorySize(BigInteger.TWO.pow(30));

    @Inject
    DiskSpace disk;

    @Inject
    Transactions transactions;

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Gateway gateway;

    @AfterEach
    void there_is_room_again() {
        disk.note(Long.MAX_VALUE);
    }

    @Test
    void a_nearly_full_disk_refuses_uploads_imports_claims_and_reports_while_attestation_and_audit_go_on() {
        TestChip chip = new TestChip();
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        String path = "catalogs/" + catalogs.name(catalog) + "/";
        Operator owner = Operator.in(catalogs.name(catalog), "owner");
        byte[] image = Packages.application(Packages.newComponent(), "blinky").bytes();
        Reports reports = new Reports(List.of(new Report(
                chip.witness(),
                new DeviceReport(UUID.randomUUID(), Instant.now(), DeviceReport.Kind.APP_EVENT, Map.of()))));

        disk.note(100 * 1024 * 1024);

        owner.upload(path + "images", "application/octet-stream", image)
                .statusCode(503)
                .body("detail", containsString("100 MiB are free"));
        Operator.installationOwner()
                .upload("os-images", "application/octet-stream", image)
                .statusCode(503);
        Operator.installationOwner()
                .upload("endorsements", "application/jose", new byte[1])
                .statusCode(503);
        owner.post(path + "reference-values", Map.of("values", List.of(value())))
                .statusCode(503);
        Map<String, Object> claim =
                Map.of("product", ".default", "group", ".default", "deviceIds", List.of(new TestChip().device()));
        owner.post(path + "devices/claim", claim).statusCode(503);
        owner.post(path + "device-jobs/claim", claim).statusCode(503);
        owner.get(path + "overview").body("diskNearlyFull", is(true));
        assertThat(gateway.post("reports", reports).statusCode()).isEqualTo(503);
        assertThat(disk.health().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(String.valueOf(disk.health().call().getData().orElseThrow().get("state")))
                .contains("nearly full");
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
        owner.post(path + "products", Map.of("name", "Thermostat", "description", ""))
                .statusCode(201);
        owner.get(path + "audit?filter=action:CreateProduct").body("items", hasSize(1));

        disk.note(Long.MAX_VALUE);

        owner.upload(path + "images", "application/octet-stream", image).statusCode(201);
        owner.get(path + "overview").body("diskNearlyFull", is(false));
        assertThat(gateway.post("reports", reports).statusCode()).isEqualTo(204);
    }

    /** Returns a reference value to import. */
    private static NewReferenceValue value() {
        return new NewReferenceValue(
                "Applications",
                new ComponentId(UUID.randomUUID()),
                new ImageId(UUID.randomUUID()),
                "blinky",
                Digest.sha256(new byte[1]),
                1);
    }

    /**
     * Arguments: a folder on the disk to measure (empty for none), the maximum size of the database (empty for none), and the space that
     * must stay free.
     */
    @Test
    void free_space_is_measured_in_the_folder_and_as_the_limit_of_the_database() {
        MemorySize huge = new MemorySize(BigInteger.TWO.pow(62));

        assertLow(new DiskSpace(transactions, Optional.empty(), Optional.of(GIGABYTE), GIGABYTE), true);
        assertLow(new DiskSpace(transactions, Optional.empty(), Optional.of(huge), GIGABYTE), false);
        assertLow(new DiskSpace(transactions, Optional.of(Path.of(".")), Optional.empty(), huge), true);
        assertLow(
                new DiskSpace(
                        transactions, Optional.of(Path.of(".")), Optional.empty(), new MemorySize(BigInteger.ONE)),
                false);
        assertLow(new DiskSpace(transactions, Optional.empty(), Optional.empty(), huge), false);
    }

    /** Measures the free space, and asserts whether uploads are refused. */
    private static void assertLow(DiskSpace disk, boolean low) {
        TestCatalog.await(disk::measure);
        if (low) {
            assertThatThrownBy(disk::requireRoom)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("nearly full");
        } else {
            disk.requireRoom();
        }
    }
}
