package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Flash in memory. An erased sector takes no memory; another sector is kept up to its last programmed byte. Contents
 * are copied on write: chips share equal sectors, and a {@link #copy} is cheap. Not safe for concurrent use.
 */
public final class SparseFlash implements NorFlash {
    private final FlashGeometry geometry;
    /** Numbers of the sectors that are not erased, ascending, parallel to {@code contents}. */
    private int[] sectors;

    private byte[][] contents;

    private SparseFlash(FlashGeometry geometry, int[] sectors, byte[][] contents) {
        this.geometry = geometry;
        this.sectors = sectors;
        this.contents = contents;
    }

    /** Returns an empty part: all bits 1. */
    public static SparseFlash erased(FlashGeometry geometry) {
        return new SparseFlash(geometry, new int[0], new byte[0][]);
    }

    /** Returns an independent copy. */
    public SparseFlash copy() {
        return new SparseFlash(geometry, sectors.clone(), contents.clone());
    }

    @Override
    public FlashGeometry geometry() {
        return geometry;
    }

    @Override
    public byte[] read(int address, int length) {
        geometry.requireWithin(address, length);
        byte[] out = new byte[length];
        Arrays.fill(out, ERASED);
        int at = address;
        while (at < address + length) {
            int offset = at % geometry.sectorSize();
            int run = Math.min(geometry.sectorSize() - offset, address + length - at);
            int index = Arrays.binarySearch(sectors, geometry.sectorOf(at));
            if (index >= 0 && offset < contents[index].length) {
                System.arraycopy(
                        contents[index], offset, out, at - address, Math.min(run, contents[index].length - offset));
            }
            at += run;
        }
        return out;
    }

    @Override
    public void program(int address, byte[] bytes) {
        geometry.requireWithin(address, bytes.length);
        if (address % geometry.pageSize() + bytes.length > geometry.pageSize()) {
            throw new IndexOutOfBoundsException("a program operation must stay within one page");
        }
        int last = bytes.length;
        while (last > 0 && bytes[last - 1] == ERASED) {
            last--;
        }
        if (last == 0) {
            return;
        }
        int index = indexOf(geometry.sectorOf(address));
        int offset = address % geometry.sectorSize();
        byte[] before = contents[index];
        byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + last));
        Arrays.fill(after, before.length, after.length, ERASED);
        for (int i = 0; i < last; i++) {
            after[offset + i] &= bytes[i];
        }
        contents[index] = after;
    }

    private int indexOf(int sector) {
        int found = Arrays.binarySearch(sectors, sector);
        if (found >= 0) {
            return found;
        }
        int index = -found - 1;
        int[] moreSectors = Arrays.copyOf(sectors, sectors.length + 1);
        byte[][] moreContents = Arrays.copyOf(contents, contents.length + 1);
        System.arraycopy(sectors, index, moreSectors, index + 1, sectors.length - index);
        System.arraycopy(contents, index, moreContents, index + 1, contents.length - index);
        moreSectors[index] = sector;
        moreContents[index] = new byte[0];
        sectors = moreSectors;
        contents = moreContents;
        return index;
    }

    @Override
    public void erase(int address) {
        geometry.requireWithin(address, geometry.sectorSize());
        if (address % geometry.sectorSize() != 0) {
            throw new IndexOutOfBoundsException("no sector starts at 0x" + Integer.toHexString(address));
        }
        int index = Arrays.binarySearch(sectors, geometry.sectorOf(address));
        if (index < 0) {
            return;
        }
        int[] fewerSectors = new int[sectors.length - 1];
        byte[][] fewerContents = new byte[contents.length - 1][];
        System.arraycopy(sectors, 0, fewerSectors, 0, index);
        System.arraycopy(sectors, index + 1, fewerSectors, index, fewerSectors.length - index);
        System.arraycopy(contents, 0, fewerContents, 0, index);
        System.arraycopy(contents, index + 1, fewerContents, index, fewerContents.length - index);
        sectors = fewerSectors;
        contents = fewerContents;
    }

    @Override
    public void share() {
        for (int i = 0; i < contents.length; i++) {
            contents[i] = SectorPool.SHARED.share(contents[i]);
        }
    }

    /** Returns the number of bytes in memory, shared ones included. */
    public long size() {
        return Arrays.stream(contents).mapToLong(content -> content.length).sum();
    }

    /** Returns the SHA-256 of the content. */
    public Digest digest() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size()) + sectors.length * 2 * Integer.BYTES);
        for (int i = 0; i < sectors.length; i++) {
            // Without trailing erased bytes, equal sectors have equal contents.
            all.putInt(sectors[i]).putInt(contents[i].length).put(contents[i]);
        }
        return Digest.sha256(all.array());
    }

    int[] sectors() {
        return sectors;
    }
}
