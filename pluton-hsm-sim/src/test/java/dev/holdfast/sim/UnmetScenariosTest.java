package dev.holdfast.sim;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.Factory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs shipped scenarios with a service or an operator that does not react as it should. Expectations are not met, and the exit code is 1.
 * Each run lasts until its time limit. {@code ExpectationTest} checks the same cases without waiting.
 */
@Tag("sweep")
class UnmetScenariosTest extends ScenarioRuns {
    @Test
    void demo_with_an_unchecked_kernel() throws Exception {
        make("demo", 20);

        gateway.answer(Outcome.TRUSTED);
        assertThat(runScenario("demo", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void unknown_chip_that_is_accepted() throws Exception {
        make("unknown-chip", 5);

        gateway.acceptOnly(device -> true);
        assertThat(runScenario("unknown-chip", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void quiet_fleet_that_is_not_trusted() throws Exception {
        make("quiet-fleet", 20);

        gateway.answer(Outcome.UNTRUSTED);
        assertThat(runScenario("quiet-fleet", 60, "--for", "PT4S")).isEqualTo(1);
    }

    @Test
    void a_clone_with_unchecked_boot_counters() throws Exception {
        make("clone", 10);

        gateway.verifier(evidence -> new SmallGateway.Appraisal(Outcome.TRUSTED, List.of()));
        assertThat(runScenario("clone", 10, "--for", "PT6S")).isEqualTo(1);
    }

    @Test
    void rolling_brownout_without_trust_afterwards() throws Exception {
        make("rolling-brownout", 8);

        gateway.verifier(evidence -> new SmallGateway.Appraisal(Outcome.UNTRUSTED, List.of()));
        assertThat(runScenario("rolling-brownout", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void bad_release_without_a_deployment() throws Exception {
        make("bad-release", 5);

        assertThat(runScenario("bad-release", 10, "--for", "PT4S")).isEqualTo(1);
        assertThat(verdicts()).containsExactly(false, false, false);
    }

    @Test
    void regional_outage_without_a_gateway_afterwards() throws Exception {
        make("regional-outage", 10);

        CompletableFuture<Integer> run = start("regional-outage", 10);
        eventually(() -> devices() == 10);
        gateway.outage();

        assertThat(code(run)).isEqualTo(1);
    }

    @Test
    void keystore_rotation_without_a_keystore() throws Exception {
        Factory factory = make("keystore-rotation", 5);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));
        gateway.deploy(1, application);

        assertThat(runScenario("keystore-rotation", 20, "--for", "PT10S")).isEqualTo(1);
    }

    @Test
    void field_units_that_never_get_an_update() throws Exception {
        make("field-units", 5);

        assertThat(runScenario("field-units", 20, "--for", "PT5S")).isEqualTo(1);
    }
}
