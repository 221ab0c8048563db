package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The boot manifest and its backup. Each copy is a manifest at the beginning of its partition and flags in the last
 * page:
 *
 * <pre>{@code
 * u32 attempts   one bit cleared, lowest first, for each boot on trial
 * u32 confirmed  all bits cleared once the outcome of an update is on record
 * }</pre>
 *
 * A new manifest replaces the inactive copy, so the active one stays until the new one is complete. Flags are
 * programmed in place and never erased. Of two complete copies, the higher generation is active; with equal
 * generations, a flag that is cleared in one copy is cleared.
 */
public final class BootManifestStore {
    private static final int FLAGS = 2 * Integer.BYTES;
    private static final int CONFIRMED_AT = Integer.BYTES;

    private final NorFlash flash;
    private final Pages pages;
    private final Partition primary;
    private final Partition backup;

    public BootManifestStore(NorFlash flash, PartitionMap partitions) {
        this.flash = flash;
        this.pages = new Pages(flash);
        this.primary = partitions.get(PartitionType.BOOT_MANIFEST);
        this.backup = partitions.get(PartitionType.BOOT_MANIFEST_BACKUP);
    }

    /**
     * The active manifest.
     *
     * @param manifest the manifest
     * @param attempts boots on trial so far
     * @param confirmed whether the update's outcome is recorded
     * @param fromBackup whether only the backup is valid
     */
    public record Stored(BootManifest manifest, int attempts, boolean confirmed, boolean fromBackup) {
        /** Returns whether the images in use are not confirmed yet. */
        public boolean onTrial() {
            return manifest.change() == BootOutcome.Change.INSTALLED && !confirmed;
        }

        /** Returns the outcome of the last update, unless it is recorded. */
        public BootOutcome.Change change() {
            return confirmed ? BootOutcome.Change.NONE : manifest.change();
        }
    }

    /**
     * One copy.
     *
     * @param attempts flags in flash: a cleared bit for each boot on trial
     * @param confirmed flags in flash: 0 once the outcome of the update is recorded
     */
    private record Copy(Partition partition, BootManifest manifest, int attempts, int confirmed) {}

    /** Returns the active manifest; empty when both copies are damaged. */
    public Optional<Stored> read() {
        Copy first = copy(primary);
        Copy second = copy(backup);
        Copy counts = newer(first, second);
        if (counts == null) {
            return Optional.empty();
        }
        int attempts = counts.attempts();
        int confirmed = counts.confirmed();
        if (first != null && second != null && haveSameGeneration(first, second)) {
            attempts &= second.attempts();
            confirmed &= second.confirmed();
        }
        return Optional.of(new Stored(
                counts.manifest(),
                Integer.bitCount(~attempts),
                confirmed == 0,
                counts.partition().equals(backup)));
    }

    private @Nullable Copy copy(Partition partition) {
        BootManifest manifest = BootManifestFormat.read(
                        flash, partition.address(), flagsAt(partition) - partition.address())
                .orElse(null);
        if (manifest == null) {
            return null;
        }
        ByteBuffer flags = ByteBuffer.wrap(flash.read(flagsAt(partition), FLAGS));
        return new Copy(partition, manifest, flags.getInt(), flags.getInt());
    }

    private static @Nullable Copy newer(@Nullable Copy first, @Nullable Copy second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return second.manifest().generation() > first.manifest().generation() ? second : first;
    }

    private static boolean haveSameGeneration(Copy first, Copy second) {
        return first.manifest().generation() == second.manifest().generation();
    }

    private Partition other(Partition partition) {
        return partition.equals(primary) ? backup : primary;
    }

    private int flagsAt(Partition partition) {
        return partition.address() + partition.length() - flash.geometry().pageSize();
    }

    /** Writes the first manifest of a chip, and its backup. */
    public void burn(ImageSet images) throws IOException {
        write(primary, BootManifest.manufactured(images));
        synchronize();
    }

    /** Puts images on trial from the next boot on. A power cut before the end leaves the current images in use. */
    public void install(ImageSet images) throws IOException {
        replace(activeManifest().install(images));
    }

    /** Records another manifest set for the images in use. A power cut leaves the old or the new one. */
    public void recordManifestSet(ImageSet images) throws IOException {
        replace(activeManifest().recordManifestSet(images));
    }

    /** Restores the images before those on trial. */
    public void rollBack() throws IOException {
        replace(activeManifest().rollBack());
    }

    /** Counts a boot on trial. */
    public void countAttempt() throws IOException {
        Copy copy = activeCopy();
        flash.program(flagsAt(copy.partition()), intBytes(copy.attempts() & (copy.attempts() - 1)));
    }

    /** Records the outcome of an update: the current images stay in use. */
    public void confirm() throws IOException {
        flash.program(flagsAt(activeCopy().partition()) + CONFIRMED_AT, intBytes(0));
    }

    /** Copies the active manifest to the inactive copy. */
    public void synchronize() throws IOException {
        Copy counts = activeCopy();
        Partition other = other(counts.partition());
        Copy behind = copy(other);
        if (behind == null || !haveSameGeneration(counts, behind)) {
            write(other, counts.manifest());
        }
        byte[] flags = ByteBuffer.allocate(FLAGS)
                .putInt(counts.attempts())
                .putInt(counts.confirmed())
                .array();
        if (!Arrays.equals(flags, flash.read(flagsAt(other), FLAGS))) {
            flash.program(flagsAt(other), flags);
        }
    }

    private BootManifest activeManifest() {
        return activeCopy().manifest();
    }

    private Copy activeCopy() {
        Copy copy = newer(copy(primary), copy(backup));
        if (copy == null) {
            throw new IllegalStateException("there is no boot manifest");
        }
        return copy;
    }

    private void replace(BootManifest manifest) throws IOException {
        write(other(activeCopy().partition()), manifest);
    }

    /** Writes the last sector first, which erases the flags: a new manifest must not get the flags of its predecessor. */
    private void write(Partition partition, BootManifest manifest) throws IOException {
        byte[] encoded = BootManifestFormat.encode(manifest);
        int sector = flash.geometry().sectorSize();
        byte[] content = new byte[partition.length()];
        Arrays.fill(content, NorFlash.ERASED);
        if (encoded.length > content.length - flash.geometry().pageSize()) {
            throw new IOException("the boot manifest has " + encoded.length + " bytes and does not fit");
        }
        System.arraycopy(encoded, 0, content, 0, encoded.length);
        for (int offset = partition.length() - sector; offset >= 0; offset -= sector) {
            pages.write(partition.address() + offset, Arrays.copyOfRange(content, offset, offset + sector));
        }
    }

    private static byte[] intBytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
