package dev.holdfast.sim.mt3620.power;

import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Power control of a chip, for applications with the manifest capability {@code PowerControls}: {@code
 * PowerManagement_ForceSystemPowerDown} and {@code PowerManagement_ForceSystemReboot}. A chip starts without power. Not
 * safe for concurrent use.
 */
public final class PowerControl {
    private final Chip chip;
    private final InstantSource clock;
    private PowerState state = new PowerState.Down(Optional.empty());

    /** The chip to control. */
    @FunctionalInterface
    public interface Chip {
        /** Does a cold boot, which clears the memory. */
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

    public PowerState state() {
        return state;
    }

    /** Switches on, by power or the {@code WAKEUP} pin. Does nothing when the chip is on. */
    public PowerState wake() throws IOException {
        return state instanceof PowerState.On ? state : reboot();
    }

    /** Reboots the chip, as {@code ForceSystemReboot}. */
    public PowerState reboot() throws IOException {
        state = new PowerState.On(chip.boot());
        return state;
    }

    /**
     * Switches the chip off until {@code wakeAfter} has passed or the pin wakes the chip, as {@code
     * ForceSystemPowerDown}.
     *
     * @param wakeAfter whole seconds, at least one
     * @throws IllegalStateException if the chip is down, because its software does not run
     */
    public void powerDown(Duration wakeAfter) {
        if (wakeAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the alarm must be at least one second away");
        }
        if (state instanceof PowerState.Down) {
            throw new IllegalStateException("the chip is down");
        }
        state = new PowerState.Down(Optional.of(clock.instant().plus(wakeAfter)));
    }

    /** Boots the chip if its alarm is due. Returns whether it did. */
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
