package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.TestClock;
import dev.holdfast.sim.mt3620.update.DeferralStatus;
import dev.holdfast.sim.mt3620.update.UpdateEvent;
import dev.holdfast.sim.mt3620.update.UpdateKind;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that applications can defer an update for a limited time only, also across restarts and clock changes. */
class UpdateOfferTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int VERSION = 4;
    private static final Duration CHECK_INTERVAL = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final List<DeferralStatus> statuses = new ArrayList<>();
    private Path chip;
    private Mt3620 device;

    @BeforeEach
    void a_device() throws IOException {
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        var batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")),
                directory.resolve("chips"),
                made -> {});
        chip = directory
                .resolve("chips")
                .resolve(batch.devices().getFirst().text().substring(0, 32));
        device = Mt3620.open(chip);
        device.boot();
        device.confirm();
    }

    @Test
    void a_deferred_update_stays_deferred_after_a_restart() throws IOException {
        UpdateOffer before = offered("PT10H");
        assertThat(statuses).containsExactly(DeferralStatus.PENDING, DeferralStatus.DEFERRED);
        statuses.clear();
        clock.advance(Duration.ofHours(4));
        assertThat(before.isFinal()).isFalse();

        UpdateOffer after = offered("PT10H");

        assertThat(after.isFinal()).isFalse();
        assertThat(statuses).isEmpty();
        assertThat(after.untilChange()).isEqualTo(Duration.ofHours(6));
        clock.advance(Duration.ofHours(6));
        assertThat(after.isFinal()).isFalse();
        assertThat(statuses).containsExactly(DeferralStatus.PENDING, DeferralStatus.DEFERRED);
    }

    @Test
    void an_update_is_final_after_a_day_despite_restarts() throws IOException {
        UpdateOffer offer = offered("PT23H");
        Duration waited = Duration.ZERO;
        while (!offer.isFinal()) {
            clock.advance(Duration.ofHours(1));
            waited = waited.plusHours(1);
            offer = offered("PT23H");
        }

        assertThat(waited).isLessThanOrEqualTo(Duration.ofHours(24)).isGreaterThan(Duration.ofHours(22));
    }

    @Test
    void time_without_power_counts_towards_the_limit() throws IOException {
        offered("PT23H");
        clock.advance(Duration.ofDays(3));

        assertThat(offered("PT23H").isFinal()).isTrue();
        assertThat(statuses).endsWith(DeferralStatus.FINAL);
    }

    @Test
    void a_clock_that_is_set_back_does_not_extend_the_limit() throws IOException {
        UpdateOffer offer = offered("PT23H");
        Duration waited = Duration.ZERO;
        for (int check = 1; !offer.isFinal(); check++) {
            assertThat(waited).isLessThanOrEqualTo(Duration.ofHours(25));
            clock.advance(CHECK_INTERVAL);
            waited = waited.plus(CHECK_INTERVAL);
            save(offer);
            if (check % 12 == 0) {
                clock.advance(Duration.ofDays(-400));
                offer = check % 24 == 0 ? offered("PT23H") : offer;
            }
        }
        assertThat(waited).isGreaterThan(Duration.ofHours(22));
    }

    @Test
    void a_clock_that_is_set_forward_ends_the_wait() throws IOException {
        UpdateOffer offer = offered("PT23H");
        clock.advance(Duration.ofDays(4000));

        assertThat(offer.isFinal()).isTrue();
    }

    @Test
    void another_update_gets_its_own_limit() throws IOException {
        offered("PT23H");
        clock.advance(Duration.ofHours(20));
        UpdateOffer next = booted("PT23H");
        next.ready(VERSION + 1, UpdateKind.SYSTEM, InstallRules.ANY_TIME);

        assertThat(next.untilChange()).isEqualTo(Duration.ofHours(23));
    }

    /**
     * Restarts the device, offers the update and stores the offer in flash.
     *
     * @param deferral time by which the application defers the update each time
     */
    private UpdateOffer offered(String deferral) throws IOException {
        UpdateOffer offer = booted(deferral);
        device.saveOpenOffer(offer.ready(VERSION, UpdateKind.SYSTEM, InstallRules.ANY_TIME));
        return offer;
    }

    /** Restarts the device with an application that defers updates by this time. */
    private UpdateOffer booted(String deferral) throws IOException {
        device = Mt3620.open(chip);
        UpdateOffer offer = new UpdateOffer(
                new Application(Optional.of(Duration.parse(deferral)), Optional.empty(), Optional.empty()),
                clock,
                DayTime.REAL,
                event -> {
                    if (event instanceof UpdateEvent.ReadyForInstall ready) {
                        statuses.add(ready.status());
                    }
                });
        offer.booted(device.profile().longestDeferral(), device.openOffer());
        return offer;
    }

    private void save(UpdateOffer offer) throws IOException {
        device.saveOpenOffer(offer.current().orElseThrow());
    }
}
