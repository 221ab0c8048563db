package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.TestInstallation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a device whose polls wait at the gateway. */
class LongPollTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private ChipAtGateway setup;
    private SmallGateway gateway;

    @BeforeEach
    void a_device() throws Exception {
        setup = new ChipAtGateway(INSTALLATION, directory);
        gateway = setup.gateway;
    }

    @AfterEach
    void close() throws Exception {
        setup.stop();
    }

    @Test
    void a_device_whose_poll_waits_installs_a_new_set_long_before_its_next_poll() throws Exception {
        ImagePackage application = INSTALLATION.release(setup.factory.application("toaster", "1.0", 3000));
        // The time between two polls is longer than the test can take.
        Agent agent = setup.agent(
                DayTime.REAL,
                new ActivityIntervals(
                        Duration.ofHours(5),
                        Duration.ofHours(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(25)));
        agent.powerOn();
        eventually(() -> gateway.waitingPolls() == 1);

        gateway.endWaits();
        eventually(() -> gateway.waitingPolls() == 1);
        gateway.deploy(7, application);
        gateway.endWaits();

        eventually(() -> agent.status().manifestVersion() == 7);
        assertThat(agent.status().lastError()).isEmpty();
    }
}
