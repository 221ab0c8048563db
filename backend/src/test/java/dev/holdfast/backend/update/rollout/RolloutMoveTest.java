package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that move, or leave the catalog, in the middle of a rollout. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutMoveTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    private CatalogId catalog;
    private ImagePackage image;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
        image = rollouts.upload(catalog);
        rollouts.owner(catalog)
                .post(rollouts.path(catalog, "products"), Map.of("name", "Other", "description", ""))
                .statusCode(201);
    }

    @Test
    void a_moved_device_leaves_all_counts_and_keeps_the_values_of_its_images() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        rollouts.succeed(catalog, rollout, image, chips.subList(0, 1));
        rollouts.fail(catalog, rollout, chips.get(1), "no-space");

        move("Other", "Production", chips.subList(0, 2));

        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 1");
        assertThat(catalogs.list(catalog, "select step as line from rollout_failure", row -> row.getString("line")))
                .isEmpty();
        assertThat(catalogs.list(
                        catalog,
                        "select encode(d.device_id, 'hex') as line from device d join rollout r on r.deployment_id = d.kept_deployment_id"
                                + " where d.kept_until > now() + interval '6 days'",
                        row -> row.getString("line")))
                .containsExactly(chips.getFirst().device().text());
    }

    @Test
    void a_device_that_joins_an_open_arc_is_targeted() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        move("Other", "Production", chips.subList(0, 1));
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 2");

        move("product", "group", chips.subList(0, 1));
        rollouts.claim(catalog, 1);

        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 4");
    }

    @Test
    void an_unclaimed_device_leaves_all_counts() {
        List<TestChip> chips = rollouts.claim(catalog, 2);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        rollouts.fail(catalog, rollout, chips.getFirst(), "no-space");

        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.getFirst().device().text()), "reason", "Sold"))
                .statusCode(200);

        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 1");
    }

    @Test
    void moves_while_devices_open_are_counted_exactly() throws Exception {
        List<TestChip> chips = rollouts.claim(catalog, 16);
        UUID rollout = rollouts.start(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(NewPhase.ofPercent(100)),
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null));

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Void>> work = List.of(
                    () -> moveThereAndBack(chips.subList(0, 5)), () -> moveThereAndBack(chips.subList(5, 10)), () -> {
                        for (TestChip chip : chips.subList(10, 16)) {
                            rollouts.succeed(catalog, rollout, image, List.of(chip));
                            rollouts.advance(catalog, rollout);
                        }
                        return null;
                    });
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(rollouts.counters(catalog, rollout)).isEqualTo(rollouts.scan(catalog, rollout));
    }

    private Void moveThereAndBack(List<TestChip> chips) {
        for (TestChip chip : chips) {
            move("Other", "Production", List.of(chip));
            move("product", "group", List.of(chip));
        }
        return null;
    }

    private void move(String product, String group, List<TestChip> chips) {
        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "devices/claim"),
                        Map.of(
                                "product",
                                product,
                                "group",
                                group,
                                "deviceIds",
                                chips.stream().map(chip -> chip.device().text()).toList()))
                .statusCode(200)
                .body("refused", empty());
    }
}
