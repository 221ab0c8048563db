package dev.holdfast.sim.mt3620.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.sim.mt3620.TestClock;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that a powered-down chip boots again at its alarm or by its wake-up pin. */
class PowerControlTest {
    private final TestClock clock = new TestClock();
    private final List<BootOutcome> boots = new ArrayList<>();
    private final PowerControl power = new PowerControl(this::boot, clock);

    /** Returns another outcome at each boot. Its kind does not matter. */
    private BootOutcome boot() {
        BootOutcome outcome = new BootOutcome.Refused("RootFs", BootOutcome.Cause.NOT_SIGNED, "boot " + boots.size());
        boots.add(outcome);
        return outcome;
    }

    @Test
    void the_alarm_starts_a_cold_boot() throws IOException {
        power.wake();
        power.powerDown(Duration.ofSeconds(60));

        clock.advance(Duration.ofSeconds(59));
        assertThat(power.advance()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(power.advance()).isTrue();
        assertThat(power.advance()).isFalse();
        assertThat(boots).hasSize(2);
        assertThat(power.state()).isEqualTo(new PowerState.On(boots.getLast()));
    }

    @Test
    void waking_by_the_pin_cancels_the_alarm() throws IOException {
        power.wake();
        power.powerDown(Duration.ofHours(1));
        power.wake();
        power.wake();

        clock.advance(Duration.ofHours(2));
        assertThat(power.advance()).isFalse();
        assertThat(boots).hasSize(2);
    }

    @Test
    void a_powered_down_chip_cannot_power_down_again() {
        assertThatThrownBy(() -> power.powerDown(Duration.ofSeconds(5))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> power.powerDown(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
