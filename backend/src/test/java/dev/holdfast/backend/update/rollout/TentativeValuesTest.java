package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.TestRollout;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices on which the tentative reference values of a rollout's images are accepted. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TentativeValuesTest {
    /** The image that rollouts bring, with the same security version as the current one. */
    private static final ReferenceValue NEXT = TestImages.rebuilt(TestImages.APPLICATION);

    private static final List<ReferenceValue> OLD_IMAGES = TestImages.all();
    private static final List<ReferenceValue> NEXT_IMAGES = withNext();

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Transactions transactions;

    private final TestChip open = new TestChip();
    private final TestChip other = new TestChip();
    private CatalogId catalog;

    private static List<ReferenceValue> withNext() {
        List<ReferenceValue> images = new ArrayList<>(TestImages.all());
        images.set(images.indexOf(TestImages.APPLICATION), NEXT);
        return List.copyOf(images);
    }

    @BeforeEach
    void deploy() {
        catalog = catalogs.create();
        catalogs.claim(catalog, open);
        catalogs.claim(catalog, other);
        catalogs.deploy(catalog, TestImages.APPLICATION, 7);
    }

    @Test
    void an_image_of_a_rollout_is_accepted_only_on_open_devices() {
        TestRollout rollout = rollOut();
        assertThat(attest(open)).isEqualTo(Outcome.UNTRUSTED);

        rollout.open(open);

        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(other)).isEqualTo(Outcome.UNTRUSTED);
        assertThat(devices.attest(other, OLD_IMAGES)).isEqualTo(Outcome.TRUSTED);

        rollout.openAll();

        assertThat(attest(other)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void an_open_device_may_still_run_the_current_image() {
        rollOut().open(open);

        assertThat(devices.attest(open, OLD_IMAGES)).isEqualTo(Outcome.TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOAKING", "WAITING", "HALTED", "PAUSED", "ROLLING_BACK"})
    void an_image_stays_accepted_on_open_devices_until_the_rollout_ends(String state) {
        TestRollout rollout = rollOut().open(open);

        rollout.become(state);

        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(other)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void an_image_of_an_aborted_rollout_stays_accepted_for_some_days() {
        TestRollout rollout = rollOut().open(open);

        rollout.abort("1 minute");
        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(other)).isEqualTo(Outcome.UNTRUSTED);

        rollout.abort("0");
        assertThat(attest(open)).isEqualTo(Outcome.UNTRUSTED);
        assertThat(devices.attest(open, OLD_IMAGES)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_moved_device_keeps_its_image_until_it_attests_the_target_of_its_new_group() {
        TestRollout rollout = rollOut().open(open).open(other);
        UUID group = catalogs.addGroup(catalog);
        catalogs.deploy(catalog, group, TestImages.APPLICATION, 9);
        move(open, group, rollout, "1 minute");
        move(other, group, rollout, "0");

        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(other)).isEqualTo(Outcome.UNTRUSTED);

        assertThat(devices.attest(open, OLD_IMAGES)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(open)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void the_value_of_a_new_image_is_tentative_from_the_start_of_its_rollout_until_it_completes() {
        catalogs.release(catalog, NEXT);
        TestRollout rollout = TestRollout.of(catalogs, catalog, NEXT, 8).open(open);
        UUID deployment = Objects.requireNonNull(rollout.deployment());
        assertThat(attest(other)).isEqualTo(Outcome.TRUSTED);

        audited(tx -> TentativeValues.begin(tx, deployment));

        assertThat(attest(other)).isEqualTo(Outcome.UNTRUSTED);
        assertThat(attest(open)).isEqualTo(Outcome.TRUSTED);

        audited(tx -> TentativeValues.confirm(tx, deployment));

        assertThat(attest(other)).isEqualTo(Outcome.TRUSTED);
        assertThat(catalogs.list(
                        catalog,
                        "select action from audit_entry where catalog_id = $1 and subject = $2 order by sequence",
                        row -> row.getString("action"),
                        catalog,
                        NEXT.image().toString()))
                .containsExactly("MakeReferenceValueTentative", "ConfirmReferenceValue");
    }

    @Test
    void the_value_of_an_image_that_was_current_before_stays_permanent() {
        catalogs.release(catalog, NEXT);
        TestRollout rollout = TestRollout.of(catalogs, catalog, NEXT, 8).open(open);
        UUID deployment = Objects.requireNonNull(rollout.deployment());
        catalogs.update(
                catalog,
                "update deployment set current_since = now(), superseded_at = now() where catalog_id = $1 and deployment_id = $2",
                catalog,
                deployment);

        audited(tx -> TentativeValues.begin(tx, deployment));

        assertThat(attest(other)).isEqualTo(Outcome.TRUSTED);
    }

    /** Starts a rollout whose image is tentative. */
    private TestRollout rollOut() {
        catalogs.releaseTentatively(catalog, NEXT);
        return TestRollout.of(catalogs, catalog, NEXT, 8);
    }

    private Outcome attest(TestChip chip) {
        return devices.attest(chip, NEXT_IMAGES);
    }

    /** Moves a device, as the command does. */
    private void move(TestChip chip, UUID group, TestRollout left, String keeps) {
        catalogs.update(
                catalog,
                "update device set group_id = $2, kept_deployment_id = $3, kept_until = now() + $4::text::interval where device_id = $1",
                chip.device(),
                group,
                Objects.requireNonNull(left.deployment()),
                keeps);
    }

    private void audited(Function<Tx, Uni<List<AuditEntry>>> work) {
        TestCatalog.await(() -> transactions.inCatalog(
                Actor.SYSTEM, catalog, tx -> work.apply(tx).chain(entries -> tx.audit(entries))));
    }
}
