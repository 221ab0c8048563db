package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.NewPhase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of rollouts that ended. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EndedRolloutTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    AbortRollout abortRollout;

    @Inject
    RollBackRollout rollBackRollout;

    @Inject
    PinDevice pinDevice;

    @ParameterizedTest
    @ValueSource(strings = {"complete", "abort", "roll back"})
    void an_ended_rollout_keeps_the_number_of_its_held_devices(String end) {
        CatalogId catalog = catalogs.create();
        List<TestChip> chips = rollouts.claim(catalog, 5);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        chips.forEach(chip -> rollouts.attest(chip, before));
        rollouts.attest(chips.getFirst(), Packages.application(Packages.newComponent(), "unknown"));
        ImagePackage image = rollouts.upload(catalog);
        UUID rollout = rollouts.start(
                catalog, TestRollouts.request(image, new NewPhase(100, null, null, null, null, 40, null)));
        rollouts.offer(catalog, rollout, chips.get(1));
        rollouts.run(catalog, pinDevice.pin(chips.get(1).device(), "A demo unit"));
        rollouts.offer(catalog, rollout, chips.get(2));
        requireHeld(catalog, rollout).body("endedAt", nullValue());

        switch (end) {
            case "complete" -> rollouts.succeed(catalog, rollout, image, chips.subList(3, 5));
            case "abort" -> rollouts.run(catalog, abortRollout.abort(rollout, "A try"));
            default -> rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "A try"));
        }
        rollouts.advance(catalog, rollout);
        requireHeld(catalog, rollout).body("endedAt", not(nullValue()));

        assertThat(rollouts.attest(chips.getFirst(), before)).isNotEqualTo(AttestResponse.Outcome.UNTRUSTED);
        rollouts.run(catalog, pinDevice.unpin(chips.get(1).device(), "The demo is over"));
        rollouts.run(catalog, pinDevice.pin(chips.get(2).device(), "The next demo"));
        requireHeld(catalog, rollout);
    }

    private ValidatableResponse requireHeld(CatalogId catalog, UUID rollout) {
        return rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout))
                .body("counts.targeted", equalTo(5))
                .body("counts.held", equalTo(2))
                .body("counts.installing", equalTo(1))
                .body("phases[0].counts.held", equalTo(2));
    }
}
