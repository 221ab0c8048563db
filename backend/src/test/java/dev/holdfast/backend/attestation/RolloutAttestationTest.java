package dev.holdfast.backend.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attestations of devices in a group with an active rollout: their target, and their result in the rollout. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutAttestationTest {
    /** The image that the rollout brings, with the same security version as the current one. */
    private static final ReferenceValue NEXT = TestImages.rebuilt(TestImages.APPLICATION);

    private static final long CURRENT_VERSION = 7;
    private static final long NEXT_VERSION = 8;

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    KeyVault vault;

    private final TestChip chip = new TestChip();
    private final TestChip outside = new TestChip();
    private CatalogId catalog;
    private TestRollout rollout;

    @BeforeEach
    void rollOut() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        catalogs.claim(catalog, outside);
        catalogs.releaseTentatively(catalog, NEXT);
        catalogs.deploy(catalog, TestImages.APPLICATION, CURRENT_VERSION);
        rollout = TestRollout.of(catalogs, catalog, NEXT, NEXT_VERSION).open(chip);
    }

    @Test
    void an_open_device_is_done_when_it_attests_the_new_image() {
        attest(chip, TestImages.APPLICATION);
        assertThat(state(chip)).isEqualTo("");
        assertThat(rollout.count("ATTESTED")).isZero();

        attest(chip, NEXT);

        assertThat(state(chip)).isEqualTo("ATTESTED");
        assertThat(device(chip, "attested_manifest || ' ' || update_version || ' ' || rollout_phase"))
                .isEqualTo("8 8 1");
        assertThat(rollout.count("ATTESTED")).isEqualTo(1);
    }

    @Test
    void a_device_outside_of_the_open_phases_has_no_result() {
        attest(outside, TestImages.APPLICATION);
        attest(outside, NEXT);

        assertThat(state(outside)).isEqualTo("");
        assertThat(device(outside, "attested_manifest")).isEqualTo("0");
        assertThat(rollout.count("ATTESTED") + rollout.count("NOT_ATTESTED")).isZero();
    }

    @Test
    void a_result_that_does_not_change_writes_nothing() {
        attest(chip, NEXT);
        String before = device(chip, "rollout_at || ' ' || update_at");
        long changes = changes();

        attest(chip, NEXT);

        assertThat(device(chip, "rollout_at || ' ' || update_at")).isEqualTo(before);
        assertThat(changes()).isEqualTo(changes);
    }

    @Test
    void an_untrusted_device_on_the_new_image_is_failed_until_it_is_trusted() {
        attest(chip, withOtherKernel(NEXT));

        assertThat(state(chip)).isEqualTo("NOT_ATTESTED");
        assertThat(rollout.count("NOT_ATTESTED")).isEqualTo(1);
        assertThat(failures()).containsExactly("NOT_ATTESTED measurement-unknown");

        attest(chip, NEXT);

        assertThat(state(chip)).isEqualTo("ATTESTED");
        assertThat(rollout.count("NOT_ATTESTED")).isZero();
        assertThat(rollout.count("ATTESTED")).isEqualTo(1);
        assertThat(failures()).isEmpty();
    }

    @Test
    void an_untrusted_device_that_installed_and_hides_its_image_is_failed() {
        attest(chip, withOtherKernel(TestImages.APPLICATION));
        assertThat(state(chip)).isEqualTo("");

        step("update_version = 8, update_step = 'INSTALLED', update_at = now()");
        attest(chip, withOtherKernel(TestImages.APPLICATION));

        assertThat(state(chip)).isEqualTo("NOT_ATTESTED");

        step("update_step = 'RETURNED', update_code = 'did-not-boot'");

        assertThat(state(chip)).as("its cause stays").isEqualTo("NOT_ATTESTED");
    }

    @Test
    void a_done_device_that_attests_the_earlier_image_has_returned() {
        attest(chip, NEXT);

        attest(chip, TestImages.APPLICATION);

        assertThat(state(chip)).isEqualTo("RETURNED");
        assertThat(rollout.count("ATTESTED")).isZero();
        assertThat(rollout.count("RETURNED")).isEqualTo(1);
    }

    /** As when an OS release changes all sets in the middle of the rollout. */
    @Test
    void a_device_is_done_although_its_set_has_other_new_images_too() {
        catalogs.update(
                catalog,
                "update manifest_set set version = version + 2 where catalog_id = $1 and cohort = 'NEXT'",
                catalog);
        catalogs.update(
                catalog,
                "insert into deployment_image select catalog_id, deployment_id, 2, $3 from deployment"
                        + " where catalog_id = $1 and deployment_id = any (array(select m.deployment_id from manifest_set m"
                        + " where m.catalog_id = $1 and m.group_id = $2))",
                catalog,
                catalog,
                addImage(TestImages.image(ImageType.APPLICATIONS, "another-app", 1)));

        attest(chip, NEXT);

        assertThat(state(chip)).isEqualTo("ATTESTED");
        assertThat(device(chip, "attested_manifest")).isEqualTo("0");
    }

    @Test
    void the_result_names_the_version_of_the_devices_own_sets() throws FormatException {
        assertThat(lowestSetVersion(outside)).isEqualTo(CURRENT_VERSION);
        assertThat(lowestSetVersion(chip)).isEqualTo(NEXT_VERSION);

        rollout.become("HALTED");
        assertThat(lowestSetVersion(chip)).isEqualTo(CURRENT_VERSION);

        rollout.become("RUNNING");
        assertThat(lowestSetVersion(chip)).isEqualTo(NEXT_VERSION);

        rollout.become("ROLLING_BACK");
        assertThat(lowestSetVersion(chip)).isEqualTo(CURRENT_VERSION);
    }

    @Test
    void while_a_rollout_is_halted_devices_keep_what_they_have() {
        attest(chip, NEXT);
        rollout.open(outside);
        rollout.become("HALTED");

        attest(chip, NEXT);
        attest(outside, TestImages.APPLICATION);

        assertThat(device(chip, "attested_manifest || ' ' || update_step || ' ' || (behind_since is null)"))
                .isEqualTo("8 ATTESTED true");
        assertThat(device(outside, "attested_manifest || ' ' || update_step || ' ' || (behind_since is null)"))
                .isEqualTo("7 ATTESTED true");
    }

    @Test
    void a_device_keeps_the_images_of_an_aborted_rollout_until_a_newer_set_leads_it_back() {
        attest(chip, NEXT);
        // Half a day before the end, a job would sign sets for the group, which has none.
        rollout.abort("1 day");

        attest(chip, NEXT);
        assertThat(device(chip, "attested_manifest || ' ' || (behind_since is null)"))
                .isEqualTo("8 true");
        assertThat(state(chip)).isEqualTo("ATTESTED");

        catalogs.deploy(catalog, TestImages.APPLICATION, NEXT_VERSION + 1);
        attest(chip, NEXT);
        assertThat(device(chip, "behind_since is null")).isEqualTo("false");

        attest(chip, TestImages.APPLICATION);
        assertThat(device(chip, "attested_manifest || ' ' || (behind_since is null)"))
                .isEqualTo("9 true");
        assertThat(state(chip)).as("counters of an ended rollout do not change").isEqualTo("ATTESTED");
    }

    @Test
    void a_device_that_is_rolled_back_keeps_its_result() {
        attest(chip, NEXT);
        rollout.become("ROLLING_BACK");
        catalogs.deploy(catalog, TestImages.APPLICATION, NEXT_VERSION + 1);

        attest(chip, TestImages.APPLICATION);

        assertThat(device(chip, "attested_manifest || ' ' || update_version || ' ' || update_step"))
                .isEqualTo("9 9 ATTESTED");
        assertThat(state(chip)).isEqualTo("ATTESTED");
    }

    @Test
    void a_device_that_the_rollout_left_has_no_result() {
        catalogs.update(
                catalog,
                "update rollout set excluded = listed where catalog_id = $1 and rollout_id = $2",
                catalog,
                rollout.id());

        attest(chip, NEXT);

        assertThat(state(chip)).isEqualTo("");
        assertThat(rollout.count("ATTESTED")).isZero();
    }

    private Outcome attest(TestChip by, ReferenceValue application) {
        return attest(by, TestImages.measured(images(application)));
    }

    private Outcome attest(TestChip by, List<Measurement> measured) {
        Evidence evidence = by.evidence(devices.challenge(by), measured);
        return devices.attest(by, evidence, "192.0.2.1").outcome();
    }

    private static List<ReferenceValue> images(ReferenceValue application) {
        List<ReferenceValue> images = new ArrayList<>(TestImages.all());
        images.set(images.indexOf(TestImages.APPLICATION), application);
        return images;
    }

    /** Returns measurements with an unknown kernel. */
    private static List<Measurement> withOtherKernel(ReferenceValue application) {
        List<Measurement> measured = new ArrayList<>(TestImages.measured(images(application)));
        Measurement kernel = TestImages.measured(TestImages.KERNEL);
        measured.set(
                measured.indexOf(kernel),
                new Measurement(
                        kernel.type(),
                        kernel.component(),
                        kernel.image(),
                        Digest.sha256(new byte[] {1}),
                        kernel.securityVersion()));
        return measured;
    }

    private long lowestSetVersion(TestChip by) throws FormatException {
        Evidence evidence = by.evidence(devices.challenge(by), TestImages.measured(TestImages.all()));
        AttestResponse response = devices.attest(by, evidence, "192.0.2.1");
        return AttestationResultFormat.verify(
                        response.result().bytes(), vault.resultKey().publicKey())
                .lowestSetVersion();
    }

    /** Adds an image that devices do not measure; returns its ID. */
    private Object addImage(ReferenceValue image) {
        catalogs.addDeployment(catalog, catalog.value(), image, 1);
        return image.image();
    }

    /** Returns the device's result in the rollout; empty for none. */
    private String state(TestChip of) {
        return device(of, "rollout_step");
    }

    /** Changes the update columns of the chip, as reports do. */
    private void step(String assignments) {
        catalogs.update(catalog, "update device set " + assignments + " where device_id = $1", chip.device());
    }

    private List<String> failures() {
        return catalogs.list(
                catalog,
                "select step || ' ' || code as value from rollout_failure where catalog_id = $1 and rollout_id = $2",
                row -> row.getString("value"),
                catalog,
                rollout.id());
    }

    /** Returns the number of changes of counters. Folding them does not lower it. */
    private long changes() {
        return catalogs.list(
                        catalog,
                        "select coalesce(max(change_id), 0) as value from rollout_count_change where catalog_id = $1",
                        row -> row.getLong("value"),
                        catalog)
                .getFirst();
    }

    /** Returns the value of an SQL expression over a device's row. */
    private String device(TestChip of, String expression) {
        return catalogs.ofDevice(
                catalog,
                of.device(),
                "select (" + expression + ")::text as value from device where catalog_id = $1 and device_id = $2",
                row -> row.getString("value"));
    }
}
