package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.NewPhase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that are exempt from a rollout for a while. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExemptDeviceTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    ExemptDevice exemptDevice;

    @Inject
    PinDevice pinDevice;

    private CatalogId catalog;
    private ImagePackage image;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
        image = rollouts.upload(catalog);
    }

    @Test
    void a_device_that_is_included_again_is_open_and_counted_as_before() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        rollouts.fail(catalog, rollout, chips.getFirst(), "no-space");
        rollouts.succeed(catalog, rollout, image, chips.subList(1, 2));
        Set<String> before = rollouts.counters(catalog, rollout);

        for (TestChip chip : chips) {
            exempt(rollout, chip, true);
            assertThat(rollouts.open(catalog, rollout, chips)).hasSize(2).doesNotContain(chip);
            requireExempt(chip, true);
            exempt(rollout, chip, false);
            requireExempt(chip, false);
        }

        assertThat(rollouts.open(catalog, rollout, chips)).isEqualTo(chips);
        assertThat(rollouts.counters(catalog, rollout)).isEqualTo(before);
        rollouts.requireSameAsScan(catalog, rollout);
        assertThatThrownBy(() -> exempt(rollout, chips.getFirst(), false)).hasMessageContaining("not exempt");
    }

    @Test
    void a_listed_device_that_is_included_after_its_phase_opened_is_open() {
        List<TestChip> chips = rollouts.claim(catalog, 2);
        NewPhase listed = new NewPhase(
                null, null, null, chips.stream().map(TestChip::device).toList(), null, null, null);
        UUID rollout = rollouts.create(catalog, TestRollouts.request(image, listed));
        exempt(rollout, chips.getFirst(), true);
        rollouts.start(catalog, rollout);
        assertThat(rollouts.open(catalog, rollout, chips)).containsExactly(chips.get(1));

        exempt(rollout, chips.getFirst(), false);

        assertThat(rollouts.open(catalog, rollout, chips)).isEqualTo(chips);
        rollouts.requireSameAsScan(catalog, rollout);
    }

    @Test
    void a_listed_device_is_not_included_again_without_room_in_the_list() {
        List<TestChip> chips = rollouts.claim(catalog, 2);
        NewPhase listed = new NewPhase(
                null, null, null, chips.stream().map(TestChip::device).toList(), null, null, null);
        UUID rollout = rollouts.create(catalog, TestRollouts.request(image, listed));
        exempt(rollout, chips.getFirst(), true);
        rollouts.start(catalog, rollout);
        catalogs.update(
                catalog,
                "update rollout set listed = array(select generate_series(1, 1000)) where catalog_id = $1 and rollout_id = $2",
                catalog,
                rollout);

        assertThatThrownBy(() -> exempt(rollout, chips.getFirst(), false)).hasMessageContaining("cannot list one more");
    }

    @Test
    void an_exempt_device_is_not_counted_and_a_pin_needs_a_device() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        rollouts.fail(catalog, rollout, chips.getFirst(), "no-space");

        exempt(rollout, chips.getFirst(), true);

        assertThat(rollouts.open(catalog, rollout, chips)).containsExactly(chips.get(1), chips.get(2));
        rollouts.requireSameAsScan(catalog, rollout);
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 2");
        assertThatThrownBy(() -> exempt(rollout, chips.getFirst(), true)).hasMessageContaining("already exempt");
        rollouts.run(catalog, pinDevice.pin(chips.getFirst().device(), "A demo unit"));
        assertThatThrownBy(() ->
                        rollouts.run(catalog, pinDevice.pin(chips.getFirst().device(), "Again")))
                .hasMessageContaining("already pinned");
        rollouts.run(catalog, pinDevice.unpin(chips.getFirst().device(), "The demo is over"));
        assertThatThrownBy(() -> rollouts.run(catalog, pinDevice.unpin(new TestChip().device(), "Whose?")))
                .hasMessageContaining("does not exist");
    }

    private void exempt(UUID rollout, TestChip chip, boolean exempt) {
        rollouts.run(catalog, exemptDevice, new ExemptDevice.Request(rollout, chip.device(), exempt, "A demo unit"));
    }

    private void requireExempt(TestChip chip, boolean exempt) {
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "devices/" + chip.device()))
                .statusCode(200)
                .body("update.rollout.exempt", equalTo(exempt));
    }
}
