package dev.holdfast.sim.mt3620.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.flash.SparseFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.OpenOffer;
import dev.holdfast.sim.mt3620.update.OpenOffers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets for data that a chip reads from flash before it checks a signature. An attacker with access to the pins of the flash can
 * write such data. CONTRIBUTING.md describes how to fuzz.
 */
class ChipFuzzTest {
    private static final int LONGEST = 4096;
    private static final OpenOffer OFFER = new OpenOffer(4, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    @MethodSource("tables")
    @FuzzTest(maxDuration = "60s")
    void locatorTable(byte[] bytes) throws IOException {
        ChipProfile profile = Profiles.find("mt3620");
        SparseFlash flash = SparseFlash.erased(profile.flash());
        new Pages(flash).write(0, Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)));

        new LocatorTable(flash)
                .find()
                .ifPresent(found -> assertThat(found.partitions().all()).hasSizeLessThanOrEqualTo(32));
    }

    /** Appends the right digest, so that the fuzzer reaches the code behind the check of the digest. */
    @MethodSource("manifests")
    @FuzzTest(maxDuration = "60s")
    void bootManifest(byte[] body) throws IOException {
        byte[] bounded = Arrays.copyOf(body, Math.min(body.length, LONGEST));
        ChipProfile profile = Profiles.find("mt3620");
        PartitionMap partitions = profile.partitionMap();
        SparseFlash flash = SparseFlash.erased(profile.flash());
        new LocatorTable(flash).burn(partitions);
        byte[] whole = Arrays.copyOf(bounded, bounded.length + Digest.LENGTH);
        System.arraycopy(Digest.sha256(bounded).bytes(), 0, whole, bounded.length, Digest.LENGTH);
        new Pages(flash).write(partitions.get(PartitionType.BOOT_MANIFEST).address(), whole);

        BootOutcome outcome = new BootLoader(new NoKeys(), flash, profile, line -> {}).boot();

        assertThat(outcome).isInstanceOf(BootOutcome.Refused.class);
    }

    @MethodSource("flashes")
    @FuzzTest(maxDuration = "60s")
    void flashFile(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("flash", "");
        try {
            Files.write(file, bytes);
            assertThat(FlashLog.open(file).geometry().capacity()).isPositive();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("is not a flash file or is damaged");
        } finally {
            Files.delete(file);
        }
    }

    @MethodSource("capabilityFiles")
    @FuzzTest(maxDuration = "60s")
    void installedCapabilityFile(byte[] bytes) throws IOException {
        ChipProfile profile = Profiles.find("mt3620");
        SparseFlash flash = SparseFlash.erased(profile.flash());
        PartitionMap partitions = profile.partitionMap();
        new Pages(flash)
                .write(
                        partitions.get(PartitionType.NETWORK_CONFIG).address(),
                        Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)));

        assertThat(new CapabilityStore(flash, partitions).installed())
                .matches(file -> file.isEmpty() || file.get().length() <= 1024);
    }

    @MethodSource("offers")
    @FuzzTest(maxDuration = "60s")
    void openOffer(byte[] bytes) throws IOException {
        ChipProfile profile = Profiles.find("mt3620");
        SparseFlash flash = SparseFlash.erased(profile.flash());
        PartitionMap partitions = profile.partitionMap();
        new Pages(flash)
                .write(
                        partitions.get(PartitionType.LOG_STORAGE).address(),
                        Arrays.copyOf(bytes, Math.min(bytes.length, 2 * LONGEST)));
        OpenOffers offers = new OpenOffers(flash, partitions);
        OpenOffer next = offers.latest().orElse(OFFER);

        offers.save(next);
        assertThat(offers.latest()).contains(next);
    }

    @MethodSource("stores")
    @FuzzTest(maxDuration = "60s")
    void certificateStore(byte[] body) {
        try {
            assertThat(UpdateCertificateStore.decode(body).encode()).hasSameSizeAs(body);
        } catch (FormatException e) {
            assertThat(e).hasMessageContaining("the certificate store has");
        }
    }

    static Stream<byte[]> tables() throws IOException {
        SparseFlash flash = SparseFlash.erased(Profiles.find("mt3620").flash());
        new LocatorTable(flash).burn(Profiles.find("mt3620").partitionMap());
        return Stream.of(flash.read(0, 400));
    }

    static Stream<byte[]> manifests() {
        byte[] whole = BootManifestFormat.encode(BootManifest.manufactured(NoKeys.images(40, 0)));
        byte[] beyond = BootManifestFormat.encode(BootManifest.manufactured(NoKeys.images(Integer.MAX_VALUE, 0)));
        byte[] outside = BootManifestFormat.encode(BootManifest.manufactured(NoKeys.images(40, Integer.MAX_VALUE)));
        return Stream.of(whole, beyond, outside).map(bytes -> Arrays.copyOf(bytes, bytes.length - Digest.LENGTH));
    }

    static Stream<byte[]> flashes() throws IOException {
        Path file = Files.createTempDirectory("flash").resolve("flash");
        SparseFlash flash = SparseFlash.erased(Profiles.find("mt3620").flash());
        new Pages(flash).write(0, new byte[300]);
        FlashLog.create(file, flash);
        byte[] sound = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(file.getParent());
        byte[] huge = sound.clone();
        // The header then says that the flash has 1 GiB.
        huge[8] = 0x40;
        return Stream.of(sound, huge);
    }

    static Stream<byte[]> capabilityFiles() {
        // The first two bytes are the length: 392 bytes, and 1,025, which is too long.
        return Stream.of(new byte[] {1, (byte) 0x88, 5}, new byte[] {4, 1}, new byte[0]);
    }

    static Stream<byte[]> offers() throws IOException {
        SparseFlash flash = SparseFlash.erased(Profiles.find("mt3620").flash());
        PartitionMap partitions = Profiles.find("mt3620").partitionMap();
        new OpenOffers(flash, partitions).save(OFFER);
        return Stream.of(flash.read(partitions.get(PartitionType.LOG_STORAGE).address(), 100));
    }

    static Stream<byte[]> stores() {
        return Stream.of(new byte[80], new byte[64], new byte[65]);
    }
}
