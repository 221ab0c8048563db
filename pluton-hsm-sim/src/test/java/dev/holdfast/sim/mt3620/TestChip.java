package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.boot.BootLoader;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.boot.UpdateCertificateStore;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.SparseFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.ImageDownload;
import dev.holdfast.sim.mt3620.update.Sideload;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.Updater;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A chip in memory. Tests can copy it, and its power can fail at any operation. */
final class TestChip {
    final ChipProfile profile;
    final PowerSupply power = new PowerSupply();
    final TestFuses fuses;
    /** Lines on the debug console. */
    final List<String> console = new ArrayList<>();

    private final SparseFlash content;
    final NorFlash flash;
    private final BootLoader loader;

    private TestChip(ChipProfile profile, SparseFlash content, TestFuses fuses) {
        this.profile = profile;
        this.content = content;
        this.fuses = fuses.copy(power);
        this.flash = power.feeding(content);
        this.loader = new BootLoader(this.fuses, flash, profile, console::add);
    }

    /** Makes a chip with a release in flash and blank fuses. */
    static TestChip with(ChipProfile profile, TestRelease release) throws IOException {
        TestFuses blank = new TestFuses(TestRelease.ROM.publicKey(), new PowerSupply());
        return new TestChip(profile, FlashImage.burn(profile, release.all()), blank);
    }

    /** Returns a copy of the chip as it is after a power loss: with flash and fuses, but without the content of RAM. */
    TestChip copy() {
        return new TestChip(profile, content.copy(), fuses);
    }

    /** Returns the state of the chip, for comparisons. */
    Object state() {
        return List.of(content.digest(), fuses.state());
    }

    /** The running software of a chip. */
    record Software(List<Measurement> measured, TrustedKeys keystore, UpdateCertificateStore certificates) {}

    BootOutcome boot() throws IOException {
        return loader.boot();
    }

    /** Boots, and asserts that the boot succeeds. */
    BootOutcome.Booted booted() throws IOException {
        BootOutcome outcome = loader.boot();
        assertThat(outcome).isInstanceOf(BootOutcome.Booted.class);
        return (BootOutcome.Booted) outcome;
    }

    void confirm() throws IOException {
        loader.confirm();
    }

    void abandonTrial() throws IOException {
        loader.abandonTrial();
    }

    /** Boots without confirming an update, and returns the running software. */
    Software software() throws IOException {
        return running(booted());
    }

    /** Returns the software of the last boot. */
    Software running(BootOutcome.Booted booted) {
        return new Software(fuses.measurements(), booted.trust(), booted.certificates());
    }

    Updater updater(BootOutcome.Booted booted) {
        return new Updater(fuses, flash, profile, booted.trust(), InstantSource.system());
    }

    Sideload sideload(BootOutcome.Booted booted) {
        return new Sideload(fuses, flash, profile, booted.trust());
    }

    /** Boots, installs a manifest set if it is new, and boots again. The new software is then on trial. */
    BootOutcome.Booted install(Blob set, List<ImagePackage> images) throws Exception {
        BootOutcome.Booted booted = booted();
        Optional<UpdatePlan> plan = stage(booted, set, images);
        if (plan.isEmpty()) {
            return booted;
        }
        updater(booted).commit(plan.get(), TestInstallation.allowed());
        return booted();
    }

    /** Boots, and stages the images of a manifest set without using them. */
    void stage(Blob set, List<ImagePackage> images) throws Exception {
        stage(booted(), set, images);
    }

    private Optional<UpdatePlan> stage(BootOutcome.Booted booted, Blob set, List<ImagePackage> images)
            throws Exception {
        confirm();
        Updater updater = updater(booted);
        Optional<UpdatePlan> plan = updater.plan(set, TestInstallation.allowed());
        if (plan.isPresent()) {
            for (ManifestSet.Entry entry : plan.get().missing()) {
                updater.stage(plan.get(), entry, Blob.of(named(entry, images).bytes()));
            }
        }
        return plan;
    }

    void giveUpDownload() throws IOException {
        loader.giveUpDownload();
    }

    /**
     * Boots, downloads the rest of the images of more than a sector, sector by sector, installs and confirms them.
     *
     * @param received counts the received sectors
     */
    void download(Blob set, List<ImagePackage> images, AtomicInteger received) throws Exception {
        BootOutcome.Booted booted = booted();
        confirm();
        Updater updater = updater(booted);
        Optional<UpdatePlan> plan = updater.plan(set, TestInstallation.allowed());
        if (plan.isEmpty()) {
            return;
        }
        for (ManifestSet.Entry entry : plan.get().missing()) {
            byte[] sent = named(entry, images).bytes();
            Optional<ImageDownload> download = updater.download(plan.get(), entry);
            updater.stage(
                    plan.get(), entry, download.isPresent() ? receive(download.get(), sent, received) : Blob.of(sent));
        }
        updater.commit(plan.get(), TestInstallation.allowed());
        booted();
        confirm();
    }

    private static Blob receive(ImageDownload download, byte[] sent, AtomicInteger received) throws IOException {
        byte[] present = download.prefix().map(prefix -> prefix.bytes().bytes()).orElse(new byte[0]);
        if (present.length == 0) {
            download.begin("\"tag\"");
        }
        int sector = download.sectorSize();
        for (int at = present.length; at + sector <= sent.length; at += sector) {
            download.append(Arrays.copyOfRange(sent, at, at + sector));
            received.incrementAndGet();
        }
        byte[] whole = sent.clone();
        System.arraycopy(present, 0, whole, 0, present.length);
        return Blob.of(whole);
    }

    /** Installs a manifest set and confirms the update. */
    void update(Blob set, List<ImagePackage> images) throws Exception {
        install(set, images);
        confirm();
    }

    /** Returns the image that an entry of a manifest set names by digest. */
    static ImagePackage named(ManifestSet.Entry entry, List<ImagePackage> images) {
        return images.stream()
                .filter(image -> image.measuredDigest().equals(entry.digest()))
                .findFirst()
                .orElseThrow();
    }
}
