package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.hsm.Fuses;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.profile.Profiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages each file of a chip's folder. Tests that the chip then either has its old state, or is refused with the name of the file and what
 * to do. Burnt fuses stay burnt, and no damaged file is overwritten.
 */
class DamagedChipTest {
    private static final ComponentId KERNEL = new ComponentId(new UUID(1, 1));
    /** Length of a file that must not be read as a whole: 64 GiB. */
    private static final long HUGE = 1L << 36;

    @TempDir
    private Path directory;

    private Path folder;
    private FuseState before;

    /** The state that a chip reads from its fuses. */
    private record FuseState(String device, ManufacturingState state, DebugState debug, long kernel, long boots) {
        static FuseState of(Mt3620 chip) {
            Fuses fuses = chip.pluton().fuses();
            return new FuseState(
                    chip.pluton().deviceId().text(),
                    fuses.manufacturingState(),
                    fuses.debugState(),
                    fuses.securityFloor(KERNEL),
                    fuses.bootCount());
        }
    }

    @BeforeEach
    void a_chip_that_has_booted_and_burnt_fuses() throws IOException {
        folder = directory.resolve("chip");
        TestRelease release = new TestRelease(Profiles.find("mt3620"), 1);
        Mt3620 chip =
                Mt3620.manufacture(folder, TestRelease.ROM.publicKey(), DebugState.DISABLED_PERMANENTLY, release.all());
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        chip.confirm();
        chip.pluton().fuses().raiseSecurityFloors(Map.of(KERNEL, 9L));
        before = FuseState.of(Mt3620.open(folder));
        assertThat(before.kernel()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pluton.seal", "pluton.keys", "pluton.otp", "pluton.boots"})
    void truncated_fuses_are_refused(String file) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(file));
        for (int length = 0; length < whole.length; length++) {
            refused(file, Arrays.copyOf(whole, length));
        }
        refused(file, Arrays.copyOf(whole, whole.length + 4096 * 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pluton.seal", "pluton.keys", "pluton.otp"})
    void a_flipped_fuse_bit_is_refused_or_has_no_effect(String file) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(file));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(folder.resolve(file), flipped);

            opened(file).ifPresent(after -> assertThat(after).isEqualTo(before));
        }
    }

    @Test
    void a_flipped_bit_loses_at_most_one_counted_boot() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("pluton.boots"));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(folder.resolve("pluton.boots"), flipped);

            FuseState after = opened("pluton.boots").orElseThrow();
            assertThat(after.boots()).isBetween(before.boots() - 1, before.boots());
            assertThat(after.kernel()).isEqualTo(9);
        }
    }

    @Test
    void wiped_fuse_rows_are_detected() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("pluton.otp"));
        for (int row = 0; row < whole.length; row += 32) {
            byte[] wiped = whole.clone();
            Arrays.fill(wiped, row, row + 32, (byte) 0);
            refused("pluton.otp", wiped);
        }
    }

    @Test
    void manufacture_does_not_overwrite_a_damaged_chip() throws IOException {
        Files.write(folder.resolve("pluton.otp"), new byte[0]);
        byte[] keys = Files.readAllBytes(folder.resolve("pluton.keys"));

        assertThatThrownBy(() -> Mt3620.manufacture(
                        folder, TestRelease.ROM.publicKey(), DebugState.DISABLED_PERMANENTLY, List.of()))
                .isInstanceOf(UnusableFileException.class);
        assertThat(Files.readAllBytes(folder.resolve("pluton.keys"))).isEqualTo(keys);
    }

    @Test
    void a_flash_file_with_a_changed_bit_is_refused_and_kept() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("flash"));
        List<Integer> bits = new ArrayList<>();
        for (int bit = 0; bit < 300 * 8; bit += 3) {
            bits.add(bit);
        }
        for (int bit = 300 * 8; bit < whole.length * 8; bit += whole.length / 5 + 1) {
            bits.add(bit);
        }
        for (int bit : bits) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused("flash", flipped);
        }
    }

    @Test
    void a_truncated_flash_file_is_an_older_state_or_refused() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("flash"));
        for (int length = 0; length < whole.length; length += length < 40 ? 1 : whole.length / 40) {
            Files.write(folder.resolve("flash"), Arrays.copyOf(whole, length));
            // The header of the file has 20 bytes.
            if (length < 20) {
                assertThat(opened("flash")).isEmpty();
            } else {
                assertThat(Mt3620.open(folder).boot()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pluton.seal", "pluton.keys", "pluton.otp", "pluton.boots", "flash", "chip.yaml"})
    void missing_and_special_files_are_refused(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.delete(path);
        assertThatThrownBy(() -> Mt3620.open(folder))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(file);
        Files.createDirectory(path);
        assertThat(opened(file)).isEmpty();
        Files.delete(path);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(HUGE);
        }
        assertThat(opened(file)).isEmpty();
        Files.delete(path);
        Files.createSymbolicLink(path, path);
        assertThat(opened(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000",
                "42",
                "[]",
                "name: [",
                "name: mt3620",
                "a: &a [*a]",
                "flash: {capacity: 99999999999, sector-size: 1, page-size: 1}",
                "? {a: b}\n: c",
                "--- \n---\nname: b"
            })
    void an_invalid_profile_or_equipment_is_refused(String yaml) throws IOException {
        Path equipment = Files.writeString(folder.resolve("equipment.yaml"), yaml);
        Mt3620 chip = Mt3620.open(folder);
        assertThatThrownBy(chip::equipment)
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("equipment.yaml")
                .hasMessageContaining("delete it");
        Files.delete(equipment);

        Files.writeString(folder.resolve("chip.yaml"), yaml);
        assertThat(opened("chip.yaml")).isEmpty();
    }

    @Test
    void a_profile_that_is_not_text_is_refused() throws IOException {
        refused("chip.yaml", new byte[] {'n', (byte) 0xC3, (byte) 0x28});
    }

    /** Asserts that the chip is refused with this content of a file, and that the content stays. */
    private void refused(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
        assertThat(opened(file)).as("%s of %d bytes", file, content.length).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve(file))).isEqualTo(content);
    }

    /** Opens the chip and returns its state. Returns empty if the chip is refused with the name of this file. */
    private Optional<FuseState> opened(String file) throws IOException {
        try {
            return Optional.of(FuseState.of(Mt3620.open(folder)));
        } catch (UnusableFileException e) {
            assertThat(e).hasMessageContaining(file).message().endsWith(".");
            return Optional.empty();
        }
    }
}
