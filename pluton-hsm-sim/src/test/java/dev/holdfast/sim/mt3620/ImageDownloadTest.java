package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.ImageDownload;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.Updater;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which part of a download a chip continues. {@code PowerCutTest} cuts the power during a download. */
class ImageDownloadTest {
    private static final String TAG = "\"tag\"";

    private ChipProfile profile;
    private int sector;
    private TestRelease release;
    private ImagePackage image;
    private TestChip chip;

    @BeforeEach
    void a_chip() throws Exception {
        profile = Profiles.find("mt3620");
        sector = profile.flash().sectorSize();
        release = new TestRelease(profile, 1);
        image = application("toaster", 4 * sector);
        chip = TestChip.with(profile, release);
    }

    @Test
    void received_sectors_are_kept_with_the_entity_tag() throws Exception {
        receive(TAG, 2);

        assertThat(download(image).orElseThrow().prefix()).hasValueSatisfying(prefix -> {
            assertThat(prefix.entityTag()).isEqualTo(TAG);
            assertThat(prefix.bytes().bytes()).isEqualTo(Arrays.copyOf(image.bytes(), 2 * sector));
        });
    }

    @Test
    void a_download_of_another_image_replaces_the_received_part() throws Exception {
        receive(TAG, 2);
        ImagePackage other = application("kettle", 4 * sector);

        assertThat(download(other).orElseThrow().prefix()).isEmpty();
        download(other).orElseThrow().begin(TAG);

        assertThat(download(image).orElseThrow().prefix()).isEmpty();
    }

    @Test
    void a_download_that_begins_anew_or_is_discarded_keeps_nothing() throws Exception {
        receive(TAG, 2);
        receive("\"other\"", 0);
        assertThat(download(image).orElseThrow().prefix()).isEmpty();

        receive(TAG, 2);
        download(image).orElseThrow().discard();
        assertThat(download(image).orElseThrow().prefix()).isEmpty();
    }

    @Test
    void the_received_part_ends_before_a_damaged_sector() throws Exception {
        receive(TAG, 3);
        Partition all = profile.partitionMap().get(PartitionType.APPLICATIONS);
        for (int bank = all.address(); bank < all.end(); bank += all.length() / 2) {
            chip.flash.program(bank + sector + 10, new byte[1]);
        }

        assertThat(download(image).orElseThrow().prefix())
                .hasValueSatisfying(
                        prefix -> assertThat(prefix.bytes().length()).isEqualTo(sector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/\"tag\"", "tag", "\"t\u00e4g\"", "\"a\rb\"", "\"a\"b\""})
    void a_response_without_a_strong_entity_tag_is_not_resumed(String tag) throws Exception {
        receive(tag, 2);

        assertThat(download(image).orElseThrow().prefix()).isEmpty();
    }

    @Test
    void a_response_with_an_entity_tag_of_more_than_80_characters_is_not_resumed() throws Exception {
        receive('"' + "t".repeat(79) + '"', 2);
        assertThat(download(image).orElseThrow().prefix()).isEmpty();

        receive('"' + "t".repeat(78) + '"', 2);
        assertThat(download(image).orElseThrow().prefix()).isPresent();
    }

    @Test
    void a_download_writes_only_the_bank_that_is_not_in_use_and_its_record() throws Exception {
        Partition log = profile.partitionMap().get(PartitionType.LOG_STORAGE);
        chip.download(TestRelease.INSTALLATION.manifest(1, image), List.of(image), new AtomicInteger());
        byte[] before = chip.flash.read(0, profile.flash().capacity());
        ImagePackage next = application("kettle", 4 * sector);
        ImageDownload download = download(next, 2).orElseThrow();
        byte[] booted = chip.flash.read(0, profile.flash().capacity());

        download.begin(TAG);
        for (int at = 0; at + sector <= next.length(); at += sector) {
            download.append(Arrays.copyOfRange(next.bytes(), at, at + sector));
        }
        download.append(new byte[sector]);

        assertThat(booted).isEqualTo(before);
        byte[] after = chip.flash.read(0, profile.flash().capacity());
        Partition all = profile.partitionMap().get(PartitionType.APPLICATIONS);
        for (int at = 0; at < after.length; at += sector) {
            boolean isRecord = at >= log.address() + 2 * sector && at < log.end();
            boolean isSlot = at >= all.address() && at < all.address() + next.length() / sector * sector;
            assertThat(isRecord || isSlot || Arrays.equals(before, at, at + sector, after, at, at + sector))
                    .as("sector at 0x%x", at)
                    .isTrue();
        }
    }

    @Test
    void the_backup_is_written_again_when_the_download_of_an_operating_system_is_given_up() throws Exception {
        image = new TestRelease(profile, 2).system(ImageType.ROOT_FS, "a7-nw-root-fs", 4 * sector);
        recover(chip);
        Object complete = backups(chip);
        receive(TAG, 2);
        TestChip later = chip.copy();
        recover(later);
        assertThat(backups(later)).isEqualTo(backups(chip)).isNotEqualTo(complete);

        later.giveUpDownload();

        assertThat(backups(later)).isEqualTo(complete);
        TestChip next = later.copy();
        recover(next);
        assertThat(backups(next)).isEqualTo(complete);
    }

    private static void recover(TestChip chip) throws IOException {
        chip.booted();
        chip.confirm();
    }

    /** Returns the backups of all images but the boot loader. Each has one sector. */
    private Object backups(TestChip of) {
        Partition backups = profile.partitionMap().get(PartitionType.BACKUPS);
        return Blob.of(of.flash.read(backups.address(), (release.all().size() - 1) * sector));
    }

    @Test
    void an_image_of_one_sector_is_not_resumed() throws Exception {
        assertThat(download(application("small", 40))).isEmpty();
    }

    private ImagePackage application(String name, int bytes) {
        return release.application(name, bytes, TestRelease.INSTALLATION.imageKey());
    }

    /** Boots and begins a download of the image, and receives its first sectors. */
    private void receive(String tag, int sectors) throws Exception {
        ImageDownload download = download(image).orElseThrow();
        download.begin(tag);
        for (int i = 0; i < sectors; i++) {
            download.append(Arrays.copyOfRange(image.bytes(), i * sector, (i + 1) * sector));
        }
    }

    private Optional<ImageDownload> download(ImagePackage of) throws Exception {
        return download(of, 1);
    }

    /** Boots, and returns the download of an image that set {@code version} lists. */
    private Optional<ImageDownload> download(ImagePackage of, long version) throws Exception {
        var booted = chip.booted();
        chip.confirm();
        Updater updater = chip.updater(booted);
        Blob set = TestRelease.INSTALLATION.manifest(version, of);
        UpdatePlan plan = updater.plan(set, TestInstallation.allowed()).orElseThrow();
        return updater.download(plan, ManifestSet.Entry.of(of));
    }
}
