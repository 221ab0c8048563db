package dev.holdfast.sim.hsm.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.sim.hsm.otp.MemorySilicon.Cut;
import dev.holdfast.sim.hsm.otp.MemorySilicon.PowerCut;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests that the boot counter survives power cuts and damage. */
class BootCounterTest {
    @Property(tries = 200)
    void power_cuts_never_decrease_the_boot_count(@ForAll @Size(max = 40) List<Cut> cuts) throws IOException {
        MemorySilicon silicon = new MemorySilicon();
        long completed = 0;
        for (Cut cut : cuts) {
            long before = new BootCounter(silicon).read();
            silicon.cutAt(0, cut);
            assertThatThrownBy(() -> new BootCounter(silicon).increment()).isInstanceOf(PowerCut.class);
            assertThat(new BootCounter(silicon).read()).isIn(before, before + 1);

            silicon.cutAt(Integer.MAX_VALUE, Cut.BEFORE);
            long counted = new BootCounter(silicon).increment();
            assertThat(counted).isGreaterThan(before);
            completed++;
        }
        assertThat(new BootCounter(silicon).read()).isBetween(completed, 2 * completed);
    }

    @Test
    void damage_of_both_slots_is_detected() throws IOException {
        MemorySilicon silicon = new MemorySilicon();
        BootCounter counter = new BootCounter(silicon);
        counter.increment();
        counter.increment();

        silicon.write(4, new byte[20]);

        assertThatThrownBy(counter::read).hasMessageContaining("damaged");
    }
}
