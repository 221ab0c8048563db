package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The installed capability file, at the start of {@code NetworkConfig}, after its length as a big-endian u16. Pluton
 * verifies its signature, and so ignores a half-written file.
 */
public final class CapabilityStore {
    /** Bytes at the start of the partition that are reserved for the file; networks follow. */
    public static final int ROOM = Short.BYTES + CapabilityFile.MAX_LENGTH;

    private final NorFlash flash;
    private final int address;

    public CapabilityStore(NorFlash flash, PartitionMap partitions) {
        this.flash = flash;
        this.address = partitions.get(PartitionType.NETWORK_CONFIG).address();
    }

    /** Returns the file without verification; empty when none is installed. */
    public Optional<Blob> installed() {
        int length = Short.toUnsignedInt(
                ByteBuffer.wrap(flash.read(address, Short.BYTES)).getShort());
        return length == 0 || length > CapabilityFile.MAX_LENGTH
                ? Optional.empty()
                : Optional.of(Blob.of(flash.read(address + Short.BYTES, length)));
    }

    /**
     * Replaces the file.
     *
     * @throws IllegalArgumentException for more than 1,024 bytes
     */
    public void install(Blob file) throws IOException {
        if (file.length() > CapabilityFile.MAX_LENGTH) {
            throw new IllegalArgumentException("a capability file has at most 1,024 bytes");
        }
        new Pages(flash)
                .write(
                        address,
                        ByteBuffer.allocate(Short.BYTES + file.length())
                                .putShort((short) file.length())
                                .put(file.bytes())
                                .array());
    }
}
