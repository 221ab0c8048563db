package dev.holdfast.sim.mt3620.power;

import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The power side of a chip: what an application with the manifest capability {@code PowerControls} asks for through {@code
 * PowerManagement_ForceSystemPowerDown} and {@code PowerManagement_ForceSystemReboot}. A chip begins without power. For one
 * thread at a time.
 */
public final class PowerControl {
    private final Chip chip;
    private final InstantSource clock;
    private PowerState state = new PowerState.Down(Optional.empty());

    /** What has a power button. */
    @FunctionalInterface
    public interface Chip {
        /** Boots from cold; nothing of what was in memory is left. */
        BootOutcome boot() throws IOException;
    }

    /**
     * Controls a chip.
     *
     * @param clock the real-time clock, which has a battery
     */
    public PowerControl(Chip chip, InstantSource clock) {
        this.chip = chip;
        this.clock = clock;
    }

    /** Returns whether the chip is on. */
    public PowerState state() {
        return state;
    }

    /** Switches on by the {@code WAKEUP} pin, or by giving it power. A chip that is on stays as it is. */
    public PowerState wake() throws IOException {
        return state instanceof PowerState.On ? state : reboot();
    }

    /** {@code ForceSystemReboot}. */
    public PowerState reboot() throws IOException {
        state = new PowerState.On(chip.boot());
        return state;
    }

    /**
     * {@code ForceSystemPowerDown}: off until {@code wakeAfter} has passed or the pin wakes it.
     *
     * @param wakeAfter whole seconds, one at least
     * @throws IllegalStateException when it is down already: nothing runs that could ask for it
     */
    public void powerDown(Duration wakeAfter) {
        if (wakeAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the alarm needs a second at least");
        }
        if (state instanceof PowerState.Down) {
            throw new IllegalStateException("a chip that is down runs nothing");
        }
        state = new PowerState.Down(Optional.of(clock.instant().plus(wakeAfter)));
    }

    /** Lets the real-time clock's alarm take effect: a chip whose alarm has come boots. Returns whether it did. */
    public boolean advance() throws IOException {
        boolean due = state instanceof PowerState.Down down
                && down.alarm()
                        .filter(alarm -> !clock.instant().isBefore(alarm))
                        .isPresent();
        if (due) {
            reboot();
        }
        return due;
    }
}
