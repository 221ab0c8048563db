package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.sim.hsm.otp.MemorySilicon;
import dev.holdfast.sim.hsm.otp.Silicon.Area;
import dev.holdfast.sim.hsm.rng.EntropySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets for what a Pluton chip reads: its memory cells and capability files. CONTRIBUTING.md describes how to fuzz. Either the chip
 * opens and can burn fuses, or it is refused with a reason.
 */
class SiliconFuzzTest {
    private static final ComponentId COMPONENT = new ComponentId(new UUID(0, 1));
    /** Number of bytes at the start of an input for the rewritable cells. The bytes after them are rows of fuses. */
    private static final int BOOTS_LENGTH = Area.BOOTS.size();

    @MethodSource("dies")
    @FuzzTest(maxDuration = "60s")
    void fuses(byte[] cells) {
        byte[] boots = Arrays.copyOf(cells, BOOTS_LENGTH);
        byte[] rows = cells.length < BOOTS_LENGTH ? new byte[0] : Arrays.copyOfRange(cells, BOOTS_LENGTH, cells.length);
        MemorySilicon silicon = new MemorySilicon();
        silicon.write(0, boots);
        silicon.burn(Area.OTP, 0, rows);
        try {
            Fuses fuses = Fuses.open(silicon);
            long floor = fuses.securityFloor(COMPONENT);
            fuses.advanceManufacturing(ManufacturingState.DEVICE_COMPLETE);
            fuses.raiseSecurityFloors(Map.of(COMPONENT, floor == Long.MAX_VALUE ? floor : floor + 1));
            assertThat(Fuses.open(silicon).securityFloor(COMPONENT)).isGreaterThanOrEqualTo(floor);
        } catch (PlutonException e) {
            assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
        } catch (IOException e) {
            assertThat(e.getMessage()).containsAnyOf("is damaged", "there is no chip", "unknown manufacturing state");
        }
    }

    @MethodSource("vaults")
    @FuzzTest(maxDuration = "60s")
    void keys(byte[] sealed) {
        MemorySilicon silicon = new MemorySilicon();
        silicon.burn(Area.SEAL, 0, Arrays.copyOf(sealed, Area.SEAL.size()));
        silicon.burn(
                Area.KEYS,
                0,
                sealed.length < Area.SEAL.size()
                        ? new byte[0]
                        : Arrays.copyOfRange(sealed, Area.SEAL.size(), sealed.length));
        try {
            assertThat(KeyVault.open(silicon).general()).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "60s")
    void capabilityFile(byte[] file) {
        try {
            assertThat(CHIP.device(new Caller.Application(new TenantId("contoso")))
                            .decodeCapabilities(file))
                    .isInstanceOf(CapabilityDecoding.Refused.class);
        } catch (PlutonException e) {
            assertThat(file).hasSizeGreaterThan(1024);
            assertThat(e.errno()).isEqualTo(Errno.EINVAL);
        }
    }

    private static final Pluton CHIP = chip(new MemorySilicon());

    private static Pluton chip(MemorySilicon silicon) {
        try {
            Pluton chip = Pluton.manufacture(
                    silicon, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY, EntropySource.system());
            chip.reset();
            chip.latchCapabilityKeys(Set.of(TestKeys.somePublicKey()));
            return chip;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<byte[]> dies() {
        MemorySilicon silicon = new MemorySilicon();
        Pluton chip = chip(silicon);
        chip.fuses().raiseSecurityFloors(Map.of(COMPONENT, 7L));
        byte[] boots = silicon.read(Area.BOOTS);
        byte[] rows = silicon.read(Area.OTP);
        return Stream.of(ByteBuffer.allocate(boots.length + rows.length)
                .put(boots)
                .put(rows)
                .array());
    }

    static Stream<byte[]> vaults() {
        MemorySilicon silicon = new MemorySilicon();
        chip(silicon);
        byte[] seal = silicon.read(Area.SEAL);
        byte[] keys = silicon.read(Area.KEYS);
        return Stream.of(ByteBuffer.allocate(seal.length + keys.length)
                .put(seal)
                .put(keys)
                .array());
    }

    static Stream<byte[]> files() {
        return Stream.of(new byte[392], new byte[1024], new byte[1025]);
    }
}
