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
 * The capability file that is installed: at the beginning of {@code NetworkConfig}, after its length as a u16, big-endian.
 * Nothing more guards it: a file that a power cut left half written has no valid signature, and Pluton heeds it not.
 */
public final class CapabilityStore {
    /** Bytes at the beginning of the partition that a file may take; behind them the partition keeps networks. */
    public static final int ROOM = Short.BYTES + CapabilityFile.MAX_LENGTH;

    private final NorFlash flash;
    private final int address;

    /** Keeps the file in these partitions. */
    public CapabilityStore(NorFlash flash, PartitionMap partitions) {
        this.flash = flash;
        this.address = partitions.get(PartitionType.NETWORK_CONFIG).address();
    }

    /** Returns the file, unchecked; empty when there is none. */
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
