package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a rollout: its phases, from the start to its completion. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutTest {
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    ProceedRollout proceedRollout;

    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

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
                .forEach(rollout ->
                        assertThat(rollouts.counters(catalog, rollout)).isEqualTo(rollouts.scan(catalog, rollout)));
    }

    @Test
    void phases_open_soak_and_complete() {
        List<TestChip> chips = rollouts.claim(catalog, 10);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        long current = target();

        UUID rollout = rollouts.start(
                catalog, TestRollouts.request(image, count(2, 60), NewPhase.ofPercent(45), NewPhase.ofPercent(100)));

        List<TestChip> first = rollouts.open(catalog, rollout, chips);
        assertThat(first).hasSize(2);
        assertThat(state(rollout)).isEqualTo(new Running(1));
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 2");
        assertThat(target()).isEqualTo(current);
        assertThat(rollouts.read(catalog, rollout).version()).isGreaterThan(current);

        rollouts.succeed(catalog, rollout, image, first);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isInstanceOf(Soaking.class);

        rollouts.advance(catalog, rollout, Duration.ofMinutes(61));
        assertThat(state(rollout)).isEqualTo(new Running(2));
        // 45 % of 10 devices, rounded up, with those of the first phase.
        List<TestChip> second = rollouts.open(catalog, rollout, chips);
        assertThat(second).hasSize(5).containsAll(first);

        rollouts.succeed(catalog, rollout, image, without(second, first));
        rollouts.advance(catalog, rollout);
        assertThat(rollouts.open(catalog, rollout, chips)).hasSize(10);
        rollouts.succeed(catalog, rollout, image, without(chips, second));
        long version = rollouts.read(catalog, rollout).version();
        rollouts.advance(catalog, rollout);

        assertThat(state(rollout)).isEqualTo(new Completed());
        assertThat(target()).isEqualTo(version);
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "products/product/groups/group/deployments/.default"))
                .body("images[0].id", equalTo(image.metadata().image().text()))
                .body("manifestVersion", equalTo((int) version))
                .body("attested", equalTo(10));
        assertThat(cohorts()).containsOnly("CURRENT " + version);
    }

    @Test
    void starting_a_rollout_touches_no_device() {
        rollouts.claim(catalog, 5);
        List<String> before = devices();

        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 5");
        assertThat(devices()).isEqualTo(before);
    }

    @Test
    void at_most_the_permitted_number_of_devices_installs_at_the_same_time() {
        List<TestChip> chips = rollouts.claim(catalog, 5);
        NewRollout limited = new NewRollout(
                List.of(image.metadata().image()),
                List.of(NewPhase.ofPercent(80)),
                null,
                null,
                2,
                null,
                null,
                null,
                null);
        UUID rollout = rollouts.start(catalog, limited);

        List<TestChip> open = rollouts.open(catalog, rollout, chips);
        assertThat(open).hasSize(2);
        for (int finished = 1; finished <= 3; finished++) {
            rollouts.succeed(catalog, rollout, image, open.subList(0, 1));
            rollouts.advance(catalog, rollout);
            List<TestChip> more = rollouts.open(catalog, rollout, chips);
            assertThat(more).hasSize(Math.min(4, 2 + finished));
            open = without(more, attested(more));
        }
        rollouts.succeed(catalog, rollout, image, open);
        rollouts.advance(catalog, rollout);
        rollouts.succeed(catalog, rollout, image, without(chips, attested(chips)));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Completed());
    }

    @Test
    void late_devices_are_told_apart_and_a_person_decides() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(NewPhase.ofPercent(100)),
                        null,
                        null,
                        null,
                        1,
                        24,
                        null,
                        null));
        rollouts.succeed(catalog, rollout, image, chips.subList(0, 1));
        rollouts.install(catalog, rollout, chips.get(1));
        rollouts.contact(chips.get(1), rollouts.read(catalog, rollout).version(), 0);
        rollouts.install(catalog, rollout, chips.get(2));

        rollouts.sweep(catalog, rollout, Duration.ofHours(2));
        assertThat(rollouts.counters(catalog, rollout))
                .containsExactly("1 ATTESTED 1", "1 CONFIRMED 1", "1 NOT_ATTESTED 1", "1 TARGETED 4");
        assertThat(state(rollout)).isEqualTo(new Running(1));
        requireNotAttestedInTime(rollout, chips.get(1));

        rollouts.sweep(catalog, rollout, TWO_DAYS);
        assertThat(rollouts.counters(catalog, rollout))
                .containsExactly("1 ATTESTED 1", "1 NOT_ATTESTED 1", "1 SILENT 1", "1 TARGETED 4");
        assertThat(state(rollout)).isEqualTo(new WaitingForPerson(1, Question.TOO_FEW_ATTESTED));

        // A late attestation counts.
        rollouts.attest(chips.get(1), image);
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 ATTESTED 2", "1 SILENT 1", "1 TARGETED 4");
        rollouts.run(catalog, proceedRollout, new ProceedRollout.Request(rollout, "Good enough"));
        assertThat(state(rollout)).isEqualTo(new Completed());
    }

    private void requireNotAttestedInTime(UUID rollout, TestChip chip) {
        String code = "not-attested-in-time";
        String device = chip.device().text();
        get("devices/" + device).body("update.state", equalTo("FAILED")).body("update.code", equalTo(code));
        get("devices?filter=update:failed").body("items.id", contains(device));
        get("rollouts/" + rollout + "/failures?filter=code:" + code).body("items.device", contains(device));
        get("rollouts/" + rollout + "/failure-reasons").body("items.code", contains(code));
    }

    private ValidatableResponse get(String path) {
        return rollouts.owner(catalog).get(rollouts.path(catalog, path)).statusCode(200);
    }

    @Test
    void canaries_are_named_by_tag_or_in_a_list() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        tag(chips.get(0), "canary");
        NewPhase tagged = new NewPhase(null, null, "canary", null, null, null, null);
        NewPhase listed = new NewPhase(null, null, null, List.of(chips.get(1).device()), null, null, true);

        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, tagged, listed));

        assertThat(rollouts.open(catalog, rollout, chips)).containsExactly(chips.get(0));
        rollouts.succeed(catalog, rollout, image, chips.subList(0, 1));
        rollouts.advance(catalog, rollout);
        assertThat(rollouts.open(catalog, rollout, chips)).containsExactly(chips.get(0), chips.get(1));
        rollouts.succeed(catalog, rollout, image, chips.subList(1, 2));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new WaitingForPerson(2, Question.OPEN_NEXT_PHASE));
        rollouts.run(catalog, proceedRollout, new ProceedRollout.Request(rollout, "They are fine"));
        rollouts.advance(catalog, rollout);
        assertThat(rollouts.open(catalog, rollout, chips)).hasSize(4);

        NewPhase stranger = new NewPhase(null, null, null, List.of(new TestChip().device()), null, null, null);
        assertThatThrownBy(() -> rollouts.create(catalog, TestRollouts.request(image, stranger)))
                .hasMessageContaining("not in the group");
    }

    @Test
    void an_emergency_has_no_soak_time_and_stays_one() throws FormatException {
        List<TestChip> chips = rollouts.claim(catalog, 2);
        UUID rollout = rollouts.start(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(count(1, 600), NewPhase.ofPercent(100)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        null));

        rollouts.succeed(catalog, rollout, image, rollouts.open(catalog, rollout, chips));
        rollouts.advance(catalog, rollout);

        assertThat(state(rollout)).isEqualTo(new Running(2));

        rollouts.succeed(catalog, rollout, image, chips);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Completed());
        requireEmergency(chips.getFirst());

        long version = target();
        catalogs.update(catalog, "insert into group_part values ($1, $1, 'another-part')", catalog);
        TestCatalog.await(renewManifests::renew);
        assertThat(target()).isGreaterThan(version);
        requireEmergency(chips.getFirst());
    }

    private void requireEmergency(TestChip chip) throws FormatException {
        CohortTarget target =
                gateway.target(catalog.value(), "no-os", chip.witness()).current();
        assertThat(Objects.requireNonNull(target.offer()).emergency())
                .as("devices that were off")
                .isTrue();
        assertThat(ManifestSetFormat.verify(target.manifestSet().bytes(), PublicKeys.setKey())
                        .rules()
                        .emergency())
                .isTrue();
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

    private List<String> cohorts() {
        return catalogs.list(
                catalog, "select cohort || ' ' || version as line from manifest_set", row -> row.getString("line"));
    }

    private List<String> devices() {
        return catalogs.list(
                catalog,
                "select xmin::text || ctid::text as line from device order by 1",
                row -> row.getString("line"));
    }

    private void tag(TestChip chip, String tag) {
        catalogs.update(
                catalog,
                "insert into device_tag (catalog_id, tag, device_id) values ($1, $2, $3)",
                catalog,
                tag,
                chip.device());
    }

    private List<TestChip> attested(List<TestChip> chips) {
        List<String> attested = catalogs.list(
                catalog,
                "select encode(device_id, 'hex') as id from device where rollout_step = 'ATTESTED'",
                row -> row.getString("id"));
        return chips.stream()
                .filter(chip -> attested.contains(chip.device().text()))
                .toList();
    }

    private static List<TestChip> without(List<TestChip> chips, List<TestChip> some) {
        return chips.stream().filter(chip -> !some.contains(chip)).toList();
    }
}
