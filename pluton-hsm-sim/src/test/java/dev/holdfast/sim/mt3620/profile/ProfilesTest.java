package dev.holdfast.sim.mt3620.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.mt3620.KnownPart;
import dev.holdfast.contract.mt3620.PartitionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the chip profiles, and that invalid profiles are refused. */
class ProfilesTest {
    @Test
    void the_mt3620_profile_has_flash_partitions_and_release() throws IOException {
        ChipProfile part = Profiles.find("mt3620");

        assertThat(part.flash().capacity()).isEqualTo(16 * 1024 * 1024);
        assertThat(part.applicationQuota()).isEqualTo(1024 * 1024);
        assertThat(part.longestDeferral().system()).hasHours(24);
        assertThat(part.partitions())
                .extracting(partition -> partition.type())
                .containsExactlyInAnyOrder(Arrays.stream(PartitionType.values())
                        .filter(type -> type != PartitionType.INVALID)
                        .toArray(PartitionType[]::new));
        assertThat(part.components().stream()
                        .mapToLong(ChipProfile.Component::size)
                        .sum())
                .isLessThan(part.partitionMap().get(PartitionType.FIRMWARE).length());
    }

    @Test
    void uploads_are_checked_with_the_sizes_of_the_profiles() throws IOException {
        for (KnownPart known : KnownPart.values()) {
            ChipProfile part = Profiles.find(known == KnownPart.MT3620AN ? "mt3620" : "imx8");

            assertThat(part.sku()).isEqualTo(known.sku());
            assertThat(part.applicationQuota()).isEqualTo(known.applicationQuota());
            assertThat(part.partitions().stream()
                            .mapToInt(partition -> partition.length())
                            .max())
                    .hasValue(known.largestPartition());
        }
        assertThat(Arrays.stream(KnownPart.values())
                        .mapToInt(KnownPart::largestPartition)
                        .max())
                .hasValue(ImagePackage.MAX_LENGTH);
    }

    @Test
    void a_new_part_needs_only_a_file(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("mine.yaml");
        Files.writeString(file, Profiles.text("mt3620").replace("name: mt3620", "name: mine"));

        assertThat(Profiles.find(file.toString()).name()).isEqualTo("mine");
    }

    @Test
    void an_invalid_chip_profile_is_refused_with_the_reason() throws IOException {
        String good = Profiles.text("mt3620");
        Map<String, String> mistakes = Map.of(
                good.replace("address: 0x700000", "address: 0x600000"), "overlaps the one before it",
                good.replace("address: 0xD80000, length: 0x280000", "address: 0xD80000, length: 0x290000"),
                        "extends beyond the part",
                good.replace("length: 0x001000}", "length: 0x000800}"), "whole sectors",
                good.replace("application-quota: 0x100000", "application-quota: 0x200000"), "smaller than the quota",
                good.replace("{type: Firmware,", "{type: Backups, "), "appears twice",
                good.replace("boot-attempts: 3", "boot-attempts: 0"), "boot attempts",
                good.replace("console: PLUTON-RT", "colour: red"), "console");

        mistakes.forEach((yaml, reason) -> assertThatThrownBy(() -> Profiles.parse(yaml))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason));
    }
}
