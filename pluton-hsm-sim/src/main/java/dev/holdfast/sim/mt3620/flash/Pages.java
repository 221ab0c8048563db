package dev.holdfast.sim.mt3620.flash;

import java.io.IOException;
import java.util.Arrays;

/** Writes ranges as a flash driver does: erase, program page by page, read back. */
public final class Pages {
    private final NorFlash flash;
    private final FlashGeometry geometry;

    public Pages(NorFlash flash) {
        this.flash = flash;
        this.geometry = flash.geometry();
    }

    /** Returns whether all bits are 1. */
    public static boolean isErased(byte[] bytes) {
        for (byte b : bytes) {
            if (b != NorFlash.ERASED) {
                return false;
            }
        }
        return true;
    }

    /**
     * Replaces whole sectors from {@code address} on by {@code bytes}, and erases the rest of the last sector. Sectors
     * with this content are skipped.
     *
     * @param address start of a sector
     * @throws IOException when the medium fails, or the content differs when read back
     */
    public void write(int address, byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length; done += geometry.sectorSize()) {
            byte[] sector = new byte[geometry.sectorSize()];
            Arrays.fill(sector, NorFlash.ERASED);
            System.arraycopy(bytes, done, sector, 0, Math.min(sector.length, bytes.length - done));
            writeSector(address + done, sector);
        }
    }

    private void writeSector(int address, byte[] sector) throws IOException {
        byte[] before = flash.read(address, sector.length);
        if (Arrays.equals(before, sector)) {
            return;
        }
        if (!isErased(before)) {
            flash.erase(address);
        }
        for (int offset = 0; offset < sector.length; offset += geometry.pageSize()) {
            byte[] page = Arrays.copyOfRange(sector, offset, offset + geometry.pageSize());
            if (!isErased(page)) {
                flash.program(address + offset, page);
            }
        }
        if (!Arrays.equals(flash.read(address, sector.length), sector)) {
            throw new IOException("flash at 0x" + Integer.toHexString(address) + " differs from what was written");
        }
    }
}
