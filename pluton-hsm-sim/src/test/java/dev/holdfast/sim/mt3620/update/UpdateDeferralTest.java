package dev.holdfast.sim.mt3620.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.sim.mt3620.TestClock;
import dev.holdfast.sim.mt3620.profile.ChipProfile.Deferrals;
import dev.holdfast.sim.mt3620.update.UpdateEvent.ReadyForInstall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the deferral of an update by an application, as in Azure Sphere: events, statuses and limits. */
class UpdateDeferralTest {
    private final TestClock clock = new TestClock();
    private final List<UpdateEvent> told = new ArrayList<>();
    private final UpdateDeferral deferral =
            // Limits: a day for the operating system, two days for applications.
            new UpdateDeferral(new Deferrals(Duration.ofHours(24), Duration.ofHours(48)), clock, told::add);

    @Test
    void an_update_without_deferral_is_final_after_ten_seconds() {
        deferral.ready(UpdateKind.SYSTEM);
        assertThat(deferral.advance()).isEmpty();
        clock.advance(UpdateDeferral.ANSWER_WITHIN);

        assertThat(deferral.advance()).contains(UpdateKind.SYSTEM);
        assertThat(told)
                .containsExactly(
                        event(UpdateKind.SYSTEM, DeferralStatus.PENDING, Duration.ofHours(24)),
                        event(UpdateKind.SYSTEM, DeferralStatus.FINAL, Duration.ZERO));
    }

    @Test
    void a_deferred_update_is_pending_again_when_the_deferral_ends() {
        deferral.ready(UpdateKind.APPLICATION);
        assertThat(deferral.defer(Duration.ofHours(1))).isTrue();
        clock.advance(Duration.ofMinutes(59));
        assertThat(deferral.advance()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(deferral.advance()).isEmpty();

        assertThat(told)
                .containsExactly(
                        event(UpdateKind.APPLICATION, DeferralStatus.PENDING, Duration.ofHours(48)),
                        event(UpdateKind.APPLICATION, DeferralStatus.DEFERRED, Duration.ZERO),
                        event(UpdateKind.APPLICATION, DeferralStatus.PENDING, Duration.ofHours(47)));
    }

    @Test
    void deferrals_delay_a_system_update_by_at_most_a_day() {
        deferral.ready(UpdateKind.SYSTEM);
        int deferrals = 0;
        Duration waited = Duration.ZERO;
        while (deferral.advance().isEmpty()) {
            deferrals += deferral.defer(Duration.ofHours(7)) ? 1 : 0;
            clock.advance(Duration.ofMinutes(1));
            waited = waited.plusMinutes(1);
        }

        assertThat(waited).isLessThanOrEqualTo(Duration.ofHours(24)).isGreaterThan(Duration.ofHours(23));
        assertThat(deferrals).isGreaterThanOrEqualTo(4);
        assertThat(deferral.defer(Duration.ofHours(1))).isFalse();
    }

    @Test
    void a_reboot_does_not_move_the_limit() {
        Instant offeredAt = clock.instant();
        deferral.ready(UpdateKind.SYSTEM);
        deferral.defer(Duration.ofHours(20));
        clock.advance(Duration.ofHours(10));
        told.clear();
        UpdateDeferral afterReboot =
                new UpdateDeferral(new Deferrals(Duration.ofHours(24), Duration.ofHours(48)), clock, told::add);

        afterReboot.ready(UpdateKind.SYSTEM, offeredAt, InstallRules.ANY_TIME);

        assertThat(told).containsExactly(event(UpdateKind.SYSTEM, DeferralStatus.PENDING, Duration.ofHours(14)));
        assertThat(afterReboot.untilChange()).contains(UpdateDeferral.ANSWER_WITHIN);
    }

    @Test
    void a_manifest_set_limits_the_deferral() {
        InstallRules rules = new InstallRules(
                Optional.empty(), Optional.empty(), List.of(), false, Optional.of(Duration.ofHours(3)));

        deferral.ready(UpdateKind.SYSTEM, clock.instant(), rules);
        deferral.defer(Duration.ofHours(20));

        assertThat(told).contains(event(UpdateKind.SYSTEM, DeferralStatus.PENDING, Duration.ofHours(3)));
        assertThat(deferral.deferredUntil()).contains(clock.instant().plus(Duration.ofHours(3)));
    }

    @Test
    void an_emergency_cannot_be_deferred() {
        deferral.ready(UpdateKind.SYSTEM, clock.instant(), InstallRules.ANY_TIME.asEmergency());

        assertThat(deferral.defer(Duration.ofHours(1))).isFalse();
        assertThat(deferral.advance()).contains(UpdateKind.SYSTEM);
    }

    @Test
    void a_deferral_can_be_ended_early() {
        deferral.ready(UpdateKind.SYSTEM);
        deferral.defer(Duration.ofHours(5));
        deferral.resume();
        clock.advance(UpdateDeferral.ANSWER_WITHIN);

        assertThat(deferral.advance()).contains(UpdateKind.SYSTEM);
    }

    @Test
    void only_application_updates_have_the_status_complete() {
        for (UpdateKind kind : UpdateKind.values()) {
            deferral.ready(kind);
            clock.advance(UpdateDeferral.ANSWER_WITHIN);
            deferral.advance();
            deferral.installed();
        }

        assertThat(told)
                .filteredOn(
                        event -> event instanceof ReadyForInstall ready && ready.status() == DeferralStatus.COMPLETE)
                .containsExactly(event(UpdateKind.APPLICATION, DeferralStatus.COMPLETE, Duration.ZERO));
        assertThatThrownBy(deferral::installed).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void events_have_the_bits_of_the_public_header() {
        deferral.started();
        deferral.noUpdate();
        deferral.ready(UpdateKind.SYSTEM);

        assertThat(told).extracting(UpdateEvent::bit).containsExactly(0x02, 0x04, 0x01);
        assertThat(DeferralStatus.values()).extracting(DeferralStatus::number).containsExactly(1, 2, 3, 4);
        assertThat(UpdateKind.values()).extracting(UpdateKind::number).containsExactly(1, 2);
    }

    private static UpdateEvent event(UpdateKind kind, DeferralStatus status, Duration longest) {
        return new ReadyForInstall(kind, status, longest);
    }
}
