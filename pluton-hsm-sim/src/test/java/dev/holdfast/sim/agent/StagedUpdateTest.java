package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a device does with a staged update whose manifest set is withdrawn or replaced before the device uses it. */
class StagedUpdateTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final UUID ROLLOUT = new UUID(7, 7);

    @TempDir
    private Path directory;

    private ChipAtGateway setup;
    private SmallGateway gateway;
    private ImagePackage first;
    private ImagePackage second;
    private Agent agent;

    @BeforeEach
    void a_device_with_the_current_images() throws Exception {
        setup = new ChipAtGateway(INSTALLATION, directory);
        gateway = setup.gateway;
        first = INSTALLATION.release(setup.factory.application("toaster", "1.0", 3000));
        second = INSTALLATION.release(setup.factory.application("toaster", "2.0", 3000));
        gateway.deploy(7, first);
        agent = setup.agent(DayTime.REAL);
        agent.powerOn();
        eventually(() -> agent.status().manifestVersion() == 7
                && gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED)
                && gateway.states().contains("INSTALLED"));
    }

    @AfterEach
    void close() throws Exception {
        setup.stop();
    }

    @Test
    void a_set_that_is_withdrawn_before_the_installation_is_dropped_and_can_be_offered_again() {
        AtomicBoolean halted = new AtomicBoolean(true);
        gateway.onRecheck = () -> {
            if (halted.get()) {
                gateway.withdraw();
            }
        };
        OfferedSet next = next(8);
        offer(next);

        eventually(() -> gateway.rechecks.get() > 0);
        long polls = agent.status().polls();
        eventually(() -> agent.status().polls() > polls + 2);
        assertThat(agent.status().manifestVersion()).isEqualTo(7);
        assertThat(agent.status().lastError()).isEmpty();
        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_FAILED);
        assertThat(gateway.evidence.getLast().bootCount()).isEqualTo(2);

        halted.set(false);
        offer(next);

        eventually(() -> agent.status().manifestVersion() == 8);
        assertThat(gateway.requests().stream()
                        .filter(path -> path.endsWith(second.metadata().image().text())))
                .as("downloads of the image")
                .hasSize(1);
    }

    @Test
    void a_set_that_is_signed_again_before_the_installation_is_installed_without_another_download() {
        AtomicInteger replaced = new AtomicInteger();
        OfferedSet wider = next(8);
        gateway.onRecheck = () -> {
            if (replaced.getAndIncrement() == 0) {
                offer(wider);
            }
        };

        offer(new OfferedSet(
                INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 1, list()), 8, second), Blob.of(list().bytes())));

        eventually(() -> agent.status().manifestVersion() == 8);
        assertThat(gateway.requests().stream()
                        .filter(path -> path.endsWith(second.metadata().image().text())))
                .hasSize(1);
    }

    @Test
    void a_gateway_that_replaces_each_set_does_not_keep_the_device_from_attesting() throws Exception {
        AtomicInteger buckets = new AtomicInteger();
        gateway.onRecheck = () -> offer(new OfferedSet(
                INSTALLATION.manifest(
                        RolloutAudience.of(ROLLOUT, 0, buckets.incrementAndGet() % Member.BUCKETS, list()), 8, second),
                Blob.of(list().bytes())));

        offer(next(8));

        eventually(() -> gateway.rechecks.get() > 3);
        int before = gateway.evidence.size();
        agent.powerOff().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        agent.powerOn();

        eventually(() -> gateway.evidence.size() > before);
        assertThat(agent.status().manifestVersion()).isEqualTo(7);
    }

    @Test
    void a_device_that_is_led_back_installs_the_earlier_images_again() {
        offer(next(8));
        eventually(() -> agent.status().manifestVersion() == 8 && agent.status().updatesInstalled() == 2);

        gateway.deploy(9, first);

        eventually(() -> agent.status().manifestVersion() == 9 && agent.status().updatesInstalled() == 3);
        assertThat(gateway.evidence.getLast().measurements())
                .contains(first.measure())
                .doesNotContain(second.measure());
    }

    @Test
    void a_device_reports_how_far_its_update_is() {
        second = INSTALLATION.release(setup.factory.application("toaster", "2.0", 300_000));
        gateway.states.clear();
        gateway.recheckOutages.set(3);

        offer(next(8));

        eventually(
                () -> agent.status().manifestVersion() == 8 && gateway.states().contains("INSTALLED"));
        assertThat(gateway.states().stream().distinct()).containsExactly("DOWNLOADING", "STAGED", "INSTALLED");
        assertThat(gateway.states)
                .allSatisfy(state -> assertThat(state).containsEntry("manifestVersion", "8"))
                .filteredOn(state -> state.containsKey("percent"))
                .extracting(state -> Integer.parseInt(state.get("percent")))
                .as("received part of the image, in percent")
                .isSorted()
                .hasSize(10)
                .startsWith(0, 10)
                .allSatisfy(percent -> assertThat(percent).isBetween(0, 99));
    }

    private OfferedSet next(long version) {
        return new OfferedSet(
                INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 0, list()), version, second),
                Blob.of(list().bytes()));
    }

    private MemberList list() {
        return MemberList.of(
                Set.of(Member.of(TestInstallation.AUDIENCE.catalog(), setup.device)
                        .hash()),
                Set.of());
    }

    private void offer(OfferedSet set) {
        gateway.images.put(second.metadata().image().text(), second);
        gateway.offer(set);
    }
}
