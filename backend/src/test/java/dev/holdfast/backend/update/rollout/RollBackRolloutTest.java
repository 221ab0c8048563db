package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.NewPhase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollbacks of rollouts. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RollBackRolloutTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    RollBackRollout rollBackRollout;

    private CatalogId catalog;
    private ImagePackage image;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
        image = rollouts.upload(catalog);
    }

    @AfterEach
    void the_counters_are_exact() {
        catalogs.list(catalog, "select rollout_id from rollout", row -> row.getUUID("rollout_id"))
                .forEach(rollout -> rollouts.requireSameAsScan(catalog, rollout));
    }

    @Test
    void a_rollback_ends_when_every_device_has_attested_the_previous_images() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        chips.forEach(chip -> assertThat(rollouts.attest(chip, before)).isEqualTo(AttestResponse.Outcome.TRUSTED));
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(2, 0), NewPhase.ofPercent(100)));
        List<TestChip> first = rollouts.open(catalog, rollout, chips);
        rollouts.install(catalog, rollout, first.getFirst());
        rollouts.attest(first.getFirst(), image);

        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes"));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isInstanceOf(RollingBack.class);
        assertThat(target()).isGreaterThan(rollouts.read(catalog, rollout).version());

        rollouts.contact(first.getFirst(), target(), 0);
        assertThat(rollouts.attest(first.getFirst(), before)).isEqualTo(AttestResponse.Outcome.TRUSTED);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Aborted());
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts?filter=state:aborted"))
                .body("items.rolledBackAt", contains(notNullValue()));
    }

    @Test
    void a_rollback_keeps_devices_attested_that_did_not_install() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        chips.forEach(chip -> rollouts.attest(chip, before));
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(3, 0), NewPhase.ofPercent(100)));
        List<TestChip> open = rollouts.open(catalog, rollout, chips);
        rollouts.succeed(catalog, rollout, image, open.subList(0, 1));
        rollouts.install(catalog, rollout, open.get(1));
        rollouts.offer(catalog, rollout, open.get(2));

        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes"));
        requireAttested(2);
        chips.forEach(chip -> rollouts.contact(chip, target(), 0));
        requireAttested(2);

        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "devices?filter=update:attested"))
                .body("items.size()", equalTo(2));
        open.forEach(chip -> assertThat(rollouts.attest(chip, before)).isEqualTo(AttestResponse.Outcome.TRUSTED));
        requireAttested(4);
    }

    private void requireAttested(int devices) {
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "products/product/groups/group/deployments"))
                .body("items[0].attested", equalTo(devices))
                .body("items[0].targeted", equalTo(4));
    }

    @Test
    void a_rollout_without_a_deployment_before_cannot_be_rolled_back() {
        rollouts.claim(catalog, 1);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        assertThatThrownBy(() ->
                        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes")))
                .hasMessageContaining("no deployment before");
    }

    @Test
    void a_burnt_fuse_forbids_a_rollback_and_its_preview_counts_the_devices() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        NewPhase soaking = new NewPhase(100, null, null, null, 60, null, null);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, soaking));
        rollouts.succeed(catalog, rollout, image, chips);
        catalogs.update(
                catalog,
                "update attested_version set security_versions = jsonb_build_object($2::text, jsonb_build_array(2, 2))"
                        + " where catalog_id = $1 and device_id = any ($3)",
                catalog,
                before.metadata().component().text(),
                Columns.devices(List.of(chips.get(0).device(), chips.get(1).device())));

        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout + "/roll-back-impact"))
                .body("devices", equalTo(3))
                .body("unreachable", equalTo(0))
                .body("willFail.code", contains("image-rolled-back"))
                .body("willFail.devices", contains(2));

        assertThatThrownBy(() ->
                        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes")))
                .hasMessageContaining("below their fuse");
    }

    private static NewPhase count(int devices, int soakMinutes) {
        return new NewPhase(null, devices, null, null, soakMinutes, null, null);
    }

    private RolloutState state(UUID rollout) {
        return rollouts.read(catalog, rollout).state();
    }

    /** Returns the version of the current deployment's sets. */
    private long target() {
        return catalogs.list(
                        catalog,
                        "select target_manifest from device_group where catalog_id = $1 and group_id = $1",
                        row -> row.getLong("target_manifest"),
                        catalog)
                .getFirst();
    }
}
