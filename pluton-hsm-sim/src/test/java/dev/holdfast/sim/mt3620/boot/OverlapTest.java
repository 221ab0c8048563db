package dev.holdfast.sim.mt3620.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Cause;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tables in flash with overlapping images or partitions. An attacker can write them, because the tables are not signed. */
class OverlapTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int TABLE_HEADER = 8;
    private static final int TABLE_ENTRY = 12;

    @TempDir
    private Path directory;

    private Path chip = Path.of("");

    @BeforeEach
    void a_chip() throws IOException {
        Path chips = directory.resolve("chips");
        Batch batch = Factory.open(directory.resolve("factory"), "sim-silicon")
                .manufacture(
                        BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")), chips, made -> {});
        chip = new ChipFolder(chips).chip(batch.devices().getFirst());
    }

    @Test
    void overlapping_images_in_the_boot_manifest_do_not_boot() throws Exception {
        assertThat(Mt3620.open(chip).boot()).isInstanceOf(BootOutcome.Booted.class);
        BootManifest sound = manifest();
        List<InstalledImage> images = sound.current().images();
        int tried = 0;
        for (int i = 1; i < images.size(); i++) {
            InstalledImage before = images.get(i - 1);
            if (before.type() == ImageType.ONE_BL || images.get(i).type() == ImageType.ONE_BL) {
                continue;
            }
            InstalledImage upon = images.get(i);
            tried++;
            for (int offset : List.of(before.offset(), before.offset() + before.length() - 1)) {
                List<InstalledImage> moved = new ArrayList<>(images);
                moved.set(i, upon.at(offset));
                write(sound, moved);

                assertThat(Mt3620.open(chip).boot())
                        .as("%s upon %s", upon, before)
                        .isInstanceOfSatisfying(BootOutcome.Refused.class, refused -> {
                            assertThat(refused.cause()).isEqualTo(Cause.MALFORMED);
                            assertThat(refused.reason()).isEqualTo("the boot manifest places it over another image");
                            assertThat(refused.image())
                                    .isIn(before.type().apiName(), upon.type().apiName());
                        });
            }
        }
        assertThat(tried).isGreaterThan(10);
        write(sound, images);
        assertThat(Mt3620.open(chip).boot()).isInstanceOf(BootOutcome.Booted.class);
    }

    @Test
    void partitions_that_overlap_are_named() throws Exception {
        ChipProfile part = Factory.mt3620();
        List<Partition> sound = part.partitionMap().all();
        for (int i = 1; i < sound.size(); i++) {
            List<Partition> moved = new ArrayList<>(sound);
            Partition before = sound.get(i - 1);
            moved.set(
                    i - 1,
                    new Partition(
                            before.type(),
                            before.address(),
                            sound.get(i).address()
                                    - before.address()
                                    + part.flash().sectorSize()));
            String name = sound.get(i).type().name();

            assertThatThrownBy(() -> new PartitionMap(part.flash(), moved))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("partition " + name + " overlaps the one before it");
        }
    }

    @Test
    void a_locator_table_with_overlapping_partitions_does_not_boot() throws Exception {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        int sector = flash.geometry().sectorSize();
        int last =
                new LocatorTable(flash).find().orElseThrow().partitions().all().size() - 1;
        ByteBuffer table = ByteBuffer.wrap(flash.read(0, sector)).order(ByteOrder.LITTLE_ENDIAN);
        int end = TABLE_HEADER + (last + 1) * TABLE_ENTRY;
        int address = TABLE_HEADER + last * TABLE_ENTRY + Integer.BYTES;
        table.putInt(address, table.getInt(address) - sector);
        CRC32C checksum = new CRC32C();
        checksum.update(table.array(), 0, end);
        table.putInt(end, (int) checksum.getValue());
        new Pages(flash).write(0, table.array());
        new Pages(flash).write(sector, table.array());

        assertThat(new LocatorTable(flash).find()).isEmpty();
        assertThat(Mt3620.open(chip).boot())
                .isInstanceOfSatisfying(
                        BootOutcome.Refused.class,
                        refused -> assertThat(refused.cause()).isEqualTo(Cause.NO_BOOT_MANIFEST));
    }

    private BootManifest manifest() throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        return new BootManifestStore(flash, partitions).read().orElseThrow().manifest();
    }

    /** Writes both copies of the boot manifest, with other images. */
    private void write(BootManifest sound, List<InstalledImage> images) throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        ImageSet set = sound.current();
        byte[] manifest = BootManifestFormat.encode(new BootManifest(
                sound.generation(),
                sound.change(),
                new ImageSet(set.set(), set.signedSet(), set.system(), set.applications(), images),
                Optional.empty(),
                InstalledSet.NONE));
        for (PartitionType copy : List.of(PartitionType.BOOT_MANIFEST, PartitionType.BOOT_MANIFEST_BACKUP)) {
            new Pages(flash).write(partitions.get(copy).address(), manifest);
        }
    }
}
