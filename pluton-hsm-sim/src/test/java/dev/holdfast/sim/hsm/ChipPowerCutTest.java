package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.otp.MemorySilicon;
import dev.holdfast.sim.hsm.otp.MemorySilicon.Cut;
import dev.holdfast.sim.hsm.otp.MemorySilicon.PowerCut;
import dev.holdfast.sim.hsm.rng.EntropySource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power before, during and after each write of a chip to its memory cells. Tests that the chip then has the old or the new state.
 */
class ChipPowerCutTest {
    private static final P256PublicKey MANUFACTURER = TestKeys.somePublicKey();
    private static final ComponentId KERNEL = new ComponentId(new UUID(1, 1));
    private static final ComponentId MONITOR = new ComponentId(new UUID(1, 2));
    /** Number of an operation that is not reached, so that the power is not cut. */
    private static final int NEVER = Integer.MAX_VALUE;

    /** Commands in the life of a chip that change its memory cells. */
    private static final List<Consumer<Pluton>> LIFE = List.of(
            Pluton::reset,
            chip -> chip.fuses().advanceManufacturing(ManufacturingState.MODULE1_COMPLETE),
            Pluton::reset,
            chip -> chip.fuses().raiseSecurityFloors(Map.of(KERNEL, 5L, MONITOR, 2L)),
            chip -> chip.device(Caller.SystemService.UPDATE).setManufacturingState(ManufacturingState.DEVICE_COMPLETE),
            Pluton::reset,
            chip -> chip.fuses().raiseSecurityFloors(Map.of(KERNEL, 9L)),
            chip -> chip.fuses().raiseSecurityFloors(Map.of(MONITOR, 0xFFFF_FFFFL)),
            Pluton::reset);

    /** The complete state that a chip reads from its memory cells. */
    private record Reading(
            DeviceId device,
            P256PublicKey general,
            P256PublicKey manufacturer,
            DebugState debug,
            ManufacturingState state,
            long boots,
            long kernel,
            long monitor) {
        static Reading of(MemorySilicon silicon) throws IOException {
            Pluton chip = Pluton.open(silicon, EntropySource.system());
            Fuses fuses = chip.fuses();
            return new Reading(
                    chip.deviceId(),
                    chip.generalPublicKey(),
                    fuses.operatingSystemKey(),
                    fuses.debugState(),
                    fuses.manufacturingState(),
                    fuses.bootCount(),
                    fuses.securityFloor(KERNEL),
                    fuses.securityFloor(MONITOR));
        }

        /** Asserts that each value is the old or the updated one. */
        void liesBetween(Reading old, Reading updated) {
            assertThat(List.of(device, general, manufacturer, debug))
                    .isEqualTo(List.of(old.device, old.general, old.manufacturer, old.debug));
            assertThat(state).isIn(old.state, updated.state);
            assertThat(boots).isIn(old.boots, updated.boots);
            assertThat(kernel).isIn(old.kernel, updated.kernel);
            assertThat(monitor).isIn(old.monitor, updated.monitor);
        }
    }

    @Test
    void a_power_cut_during_manufacture_leaves_no_chip_or_a_complete_one() throws IOException {
        int operations = operationsOf(new MemorySilicon(), ChipPowerCutTest::manufacture);
        assertThat(operations).isGreaterThan(12);
        for (int operation = 0; operation < operations; operation++) {
            for (Cut cut : Cut.values()) {
                MemorySilicon silicon = new MemorySilicon();
                cutIn(silicon, operation, cut, ChipPowerCutTest::manufacture);

                // The last but one operation burns the content of the last row. The last operation burns the mark that
                // makes the row valid.
                boolean complete = operation == operations - 1 || (operation == operations - 2 && cut == Cut.AFTER);
                assertThat(Fuses.provisioned(silicon))
                        .as("cut %s of operation %d", cut, operation)
                        .isEqualTo(complete);
                if (!complete) {
                    assertThatThrownBy(() -> Reading.of(silicon)).hasMessageContaining("no chip");
                    manufacture(silicon);
                }
                Reading reading = Reading.of(silicon);
                assertThat(reading.manufacturer()).isEqualTo(MANUFACTURER);
                assertThat(reading.debug()).isEqualTo(DebugState.ENABLED);
                assertThat(reading.state()).isEqualTo(ManufacturingState.BLANK);
            }
        }
    }

    @Test
    void a_power_cut_leaves_the_old_or_the_new_state() throws IOException {
        MemorySilicon silicon = new MemorySilicon();
        manufacture(silicon);
        int cuts = 0;
        for (Consumer<Pluton> step : LIFE) {
            Reading old = Reading.of(silicon);
            MemorySilicon done = silicon.copy();
            int operations = operationsOf(done, each -> run(each, step));
            Reading updated = Reading.of(done);
            assertThat(updated).isNotEqualTo(old);

            for (int operation = 0; operation < operations; operation++) {
                for (Cut cut : Cut.values()) {
                    cuts++;
                    MemorySilicon victim = silicon.copy();
                    cutIn(victim, operation, cut, each -> run(each, step));
                    Reading first = Reading.of(victim);
                    first.liesBetween(old, updated);

                    for (Cut again : Cut.values()) {
                        MemorySilicon twice = victim.copy();
                        try {
                            run(twice.cutAt(0, again), step);
                        } catch (PowerCut expected) {
                            // Expected, unless the first cut came after the last write, so that nothing is left to
                            // write.
                        }
                        Reading second = Reading.of(twice);
                        assertThat(second.boots()).isBetween(first.boots(), first.boots() + 1);
                        run(twice.cutAt(NEVER, Cut.BEFORE), step);
                        Reading last = Reading.of(twice);
                        assertThat(last.state()).isEqualTo(updated.state());
                        assertThat(List.of(last.kernel(), last.monitor()))
                                .isEqualTo(List.of(updated.kernel(), updated.monitor()));
                        assertThat(last.boots()).isGreaterThanOrEqualTo(updated.boots());
                    }
                }
            }
            silicon = done;
        }
        assertThat(cuts).as("cuts tried").isGreaterThan(50);
    }

    private static void manufacture(MemorySilicon silicon) {
        try {
            Pluton.manufacture(silicon, MANUFACTURER, DebugState.ENABLED, EntropySource.system());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Powers the chip on and runs a command. */
    private static void run(MemorySilicon silicon, Consumer<Pluton> step) {
        try {
            step.accept(Pluton.open(silicon, EntropySource.system()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@code work} without a power cut. Returns the number of writes to the memory cells. */
    private static int operationsOf(MemorySilicon silicon, Consumer<MemorySilicon> work) {
        work.accept(silicon.cutAt(NEVER, Cut.BEFORE));
        return silicon.operations();
    }

    /** Runs {@code work} and cuts the power at the write with this number. */
    private static void cutIn(MemorySilicon silicon, int operation, Cut cut, Consumer<MemorySilicon> work) {
        assertThatThrownBy(() -> work.accept(silicon.cutAt(operation, cut)))
                .as("cut %s of operation %d", cut, operation)
                .isInstanceOf(PowerCut.class);
        silicon.cutAt(NEVER, Cut.BEFORE);
    }
}
