package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.ImageDownload;
import dev.holdfast.sim.mt3620.update.ImageDownload.Prefix;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.Updater;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz target of the record in flash of a download. An attacker with access to the pins of the flash can write it. CONTRIBUTING.md
 * describes how to fuzz.
 */
class ImageDownloadFuzzTest {
    private static final String TAG = "\"tag\"";
    private static final int SECTORS = 4;

    @MethodSource("records")
    @FuzzTest(maxDuration = "60s")
    void record(byte[] bytes) throws Exception {
        Bench bench = Bench.THE;
        byte[] record = new byte[2 * bench.sector()];
        Arrays.fill(record, NorFlash.ERASED);
        System.arraycopy(bytes, 0, record, 0, Math.min(bytes.length, record.length));
        new Pages(bench.chip().flash).write(bench.address(), record);
        ImageDownload download = bench.download();

        download.prefix().ifPresent(prefix -> {
            assertThat(prefix.entityTag()).matches("\"[\\x21\\x23-\\x7E]*\"");
            assertThat(prefix.bytes().length() % bench.sector()).isZero();
            assertThat(bench.image().bytes()).startsWith(prefix.bytes().bytes());
        });
        byte[] first = Arrays.copyOf(bench.image().bytes(), bench.sector());
        download.begin(TAG);
        download.append(first);
        assertThat(download.prefix()).contains(new Prefix(TAG, Blob.of(first)));
    }

    static Stream<byte[]> records() throws Exception {
        Bench bench = Bench.THE;
        bench.receive();
        byte[] complete = bench.chip()
                .flash
                .read(bench.address(), bench.chip().profile.flash().pageSize() + 16);
        byte[] longTag = complete.clone();
        // Part of the length of the entity tag.
        longTag[62] = 1;
        return Stream.of(complete, longTag, new byte[0]);
    }

    /** A chip that has an image in the slot of its download. */
    private record Bench(TestChip chip, ImagePackage image, Updater updater, UpdatePlan plan) {
        static final Bench THE = make();

        private static Bench make() {
            try {
                ChipProfile profile = Profiles.find("mt3620");
                TestRelease release = new TestRelease(profile, 1);
                ImagePackage image = release.application(
                        "toaster", SECTORS * profile.flash().sectorSize(), TestRelease.INSTALLATION.imageKey());
                TestChip chip = TestChip.with(profile, release);
                Updater updater = chip.updater(chip.booted());
                chip.confirm();
                UpdatePlan plan = updater.plan(TestRelease.INSTALLATION.manifest(1, image), TestInstallation.allowed())
                        .orElseThrow();
                Bench bench = new Bench(chip, image, updater, plan);
                bench.receive();
                return bench;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        ImageDownload download() {
            return updater.download(plan, ManifestSet.Entry.of(image)).orElseThrow();
        }

        /** Receives the whole image. */
        void receive() throws Exception {
            ImageDownload download = download();
            download.begin(TAG);
            for (int i = 0; i < SECTORS; i++) {
                download.append(Arrays.copyOfRange(image.bytes(), i * sector(), (i + 1) * sector()));
            }
        }

        int sector() {
            return chip.profile.flash().sectorSize();
        }

        /** Returns the address of the record. The two sectors before it are of {@code OpenOffers}. */
        int address() {
            return chip.profile.partitionMap().get(PartitionType.LOG_STORAGE).address() + 2 * sector();
        }
    }
}
