package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a device against a hostile gateway, which has the gateway's keys and all manifest sets that the installation ever signed. */
class HostileGatewayTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final Audience OWN = TestInstallation.AUDIENCE;
    private static final UUID ROLLOUT = new UUID(7, 7);

    @TempDir
    private Path directory;

    private ChipAtGateway setup;
    private SmallGateway gateway;
    private Factory factory;

    @BeforeEach
    void a_gateway_and_a_chip() throws Exception {
        setup = new ChipAtGateway(INSTALLATION, directory);
        gateway = setup.gateway;
        factory = setup.factory;
    }

    @AfterEach
    void close() throws Exception {
        setup.stop();
    }

    @Test
    void sets_for_others_are_refused_without_a_failed_update_and_the_own_set_is_installed() {
        ImagePackage foreign = INSTALLATION.release(factory.application("foreign", "1.0", 1000));
        ImagePackage own = INSTALLATION.release(factory.application("toaster", "1.0", 3000));
        Map<String, Blob> hostile = new LinkedHashMap<>();
        hostile.put(
                "another group's",
                INSTALLATION.manifest(new Audience(OWN.catalog(), UUID.randomUUID(), OWN.part()), 1L << 30, foreign));
        hostile.put(
                "another tenant's",
                INSTALLATION.manifest(new Audience(UUID.randomUUID(), OWN.group(), OWN.part()), 1L << 30, foreign));
        hostile.put(
                "another part's",
                INSTALLATION.manifest(new Audience(OWN.catalog(), OWN.group(), "IMX8-CLASS"), 1L << 30, foreign));
        hostile.put(
                "another device's of a rollout",
                INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 0, MemberList.EMPTY), 9, foreign));
        hostile.put(
                "an expired one", TestInstallation.manifest(2, Duration.ofSeconds(-5), INSTALLATION.setKey(), foreign));
        Agent agent = start(DayTime.REAL);
        eventually(() -> agent.status().polls() >= 1);

        for (Map.Entry<String, Blob> set : hostile.entrySet()) {
            gateway.offer(set.getValue());
            long polls = agent.status().polls();
            eventually(() -> agent.status().polls() >= polls + 2);
            assertThat(agent.status().manifestVersion()).as(set.getKey()).isZero();
        }
        gateway.deploy(7, own);
        eventually(() ->
                agent.status().manifestVersion() == 7 && gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
        gateway.offer(INSTALLATION.manifest(5, foreign));
        long polls = agent.status().polls();
        eventually(() -> agent.status().polls() >= polls + 2);

        assertThat(agent.status().manifestVersion()).isEqualTo(7);
        assertThat(gateway.evidence.getLast().measurements()).contains(own.measure());
        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_FAILED);
        // The device attested once for each boot. A refused set makes it attest again after an hour at the earliest.
        assertThat(gateway.evidence).hasSize(2);
    }

    @Test
    void a_refused_set_makes_the_device_attest_again() {
        Agent agent = start(new DayTime(Instant.now(), 36_000));
        eventually(() -> agent.status().polls() >= 1);
        int before = gateway.evidence.size();

        gateway.offer(INSTALLATION.manifest(new Audience(OWN.catalog(), UUID.randomUUID(), OWN.part()), 9));

        eventually(() -> gateway.evidence.size() > before);
        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_FAILED);
    }

    @Test
    void a_set_of_a_rollout_is_installed_only_with_the_list_that_names_the_device() {
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 3000));
        Member own = Member.of(OWN.catalog(), setup.device);
        MemberList list = MemberList.of(Set.of(own.hash(), own.hash() + 1), Set.of());
        MemberList others = MemberList.of(Set.of(own.hash() + 1, own.hash() + 2), Set.of());
        Blob forOthers = INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 0, others), 3, application);
        Agent agent = start(DayTime.REAL);
        eventually(() -> agent.status().polls() >= 1);

        gateway.deploy(forOthers, List.of(application));
        gateway.offer(new OfferedSet(forOthers, Blob.of(list.bytes())));
        long polls = agent.status().polls();
        eventually(() -> agent.status().polls() >= polls + 2);
        assertThat(agent.status().manifestVersion()).isZero();

        gateway.offer(new OfferedSet(
                INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 0, list), 4, application), Blob.of(list.bytes())));
        eventually(() -> agent.status().manifestVersion() == 4);

        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_FAILED);
    }

    private Agent start(DayTime day) {
        Agent agent = setup.agent(day);
        agent.powerOn();
        return agent;
    }
}
