package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two backends, and the one of the tests, plan the same rollout at once. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TwoPlannersTest {
    private static final int LIMIT = 3;

    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Test
    void each_step_is_taken_once_and_the_limit_holds() throws Exception {
        CatalogId catalog = catalogs.create();
        ImagePackage image = rollouts.upload(catalog);
        List<TestChip> chips = rollouts.claim(catalog, 12);
        UUID rollout = rollouts.create(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(NewPhase.ofPercent(50), NewPhase.ofPercent(100)),
                        null,
                        null,
                        LIMIT,
                        null,
                        null,
                        null,
                        null));
        rollouts.start(catalog, rollout);

        List<AdvanceRollouts> planners = List.of(rollouts.planner(Duration.ZERO), rollouts.planner(Duration.ZERO));
        List<TestChip> done = new ArrayList<>();
        while (!(rollouts.read(catalog, rollout).state() instanceof Completed)) {
            List<TestChip> open = new ArrayList<>(rollouts.open(catalog, rollout, chips));
            open.removeAll(done);
            assertThat(open).hasSizeLessThanOrEqualTo(LIMIT);
            rollouts.succeed(catalog, rollout, image, open);
            done.addAll(open);
            advanceAtOnce(planners);
        }

        assertThat(done).hasSize(12);
        assertThat(rollouts.counters(catalog, rollout))
                .isEqualTo(rollouts.scan(catalog, rollout))
                .contains("1 TARGETED 6", "2 TARGETED 6");
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "audit?filter=action:OpenPhase"))
                .body("items", hasSize(2));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "audit?filter=action:CompleteRollout"))
                .body("items", hasSize(1));
    }

    private static void advanceAtOnce(List<AdvanceRollouts> planners) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(planners.size())) {
            List<Callable<Void>> turns = planners.stream()
                    .<Callable<Void>>map(planner -> () -> TestCatalog.await(planner::advance))
                    .toList();
            for (Future<Void> turn : threads.invokeAll(turns)) {
                turn.get();
            }
        }
    }
}
