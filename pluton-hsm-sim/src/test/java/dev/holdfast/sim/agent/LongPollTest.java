package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.sim.TestInstallation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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
        Agent agent = waiting();
        agent.powerOn();
        eventually(() -> gateway.waitingPolls() == 1);

        gateway.endWaits();
        eventually(() -> gateway.waitingPolls() == 1);
        gateway.deploy(7, application);
        gateway.endWaits();

        eventually(() -> agent.status().manifestVersion() == 7);
        assertThat(agent.status().lastError()).isEmpty();
    }

    @Test
    void a_device_with_a_staged_set_learns_at_once_that_it_is_withdrawn_and_of_the_next_one() throws Exception {
        ImagePackage application = INSTALLATION.release(setup.factory.application("toaster", "1.0", 3000));
        Instant opens = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(2, ChronoUnit.HOURS);
        gateway.images.put(application.metadata().image().text(), application);
        InstallRules later = new InstallRules(
                Optional.of(List.of(new InstallRules.Interval(opens, opens.plus(1, ChronoUnit.HOURS)))),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty());
        gateway.offer(INSTALLATION.manifest(later, 7, application));
        Agent agent = waiting();
        agent.powerOn();
        eventually(() -> gateway.states().contains("WAITING_FOR_WINDOW") && gateway.waitingPolls() == 1);

        gateway.endWaits();
        eventually(() -> gateway.waitingPolls() == 1);
        gateway.withdraw();
        gateway.endWaits();
        eventually(() -> gateway.rechecks.get() == 3 && gateway.waitingPolls() == 1);
        assertThat(agent.status().manifestVersion()).isZero();
        gateway.deploy(8, application);
        gateway.endWaits();

        eventually(() -> agent.status().manifestVersion() == 8);
        assertThat(agent.status().lastError()).isEmpty();
    }

    /** Returns the software of a device whose time between two polls is longer than the test can take. */
    private Agent waiting() {
        return setup.agent(
                DayTime.REAL,
                new ActivityIntervals(
                        Duration.ofHours(5),
                        Duration.ofHours(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(25)));
    }
}
