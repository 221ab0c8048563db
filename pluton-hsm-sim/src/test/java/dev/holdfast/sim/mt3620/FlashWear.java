package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Damages data in a chip's flash as worn cells do: some bits read 0. */
public final class FlashWear {
    private FlashWear() {}

    /** Damages every copy of an image. */
    public static void everywhere(Path chip, ImagePackage image) throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        for (int address : places(flash, image)) {
            damage(flash, address, image);
        }
    }

    /** Damages one copy of an image, counted from the lowest address. */
    static void copy(Path chip, ImagePackage image, int which) throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        damage(flash, places(flash, image).get(which), image);
    }

    /** Clears all bits of {@code length} bytes, which must be within one page. */
    static void clear(Path chip, int address, int length) throws IOException {
        FlashLog.open(chip.resolve("flash")).program(address, new byte[length]);
    }

    private static void damage(FlashLog flash, int address, ImagePackage image) throws IOException {
        flash.program(address + image.length() / 3, new byte[1]);
        flash.program(address + image.length() / 3 + 1, new byte[1]);
    }

    private static List<Integer> places(FlashLog flash, ImagePackage image) {
        byte[] bytes = image.bytes();
        List<Integer> places = new ArrayList<>();
        int sector = flash.geometry().sectorSize();
        for (int address = 0; address + bytes.length <= flash.geometry().capacity(); address += sector) {
            int head = Math.min(bytes.length, sector);
            if (Arrays.equals(flash.read(address, head), 0, head, bytes, 0, head)
                    && Arrays.equals(flash.read(address, bytes.length), bytes)) {
                places.add(address);
            }
        }
        return places;
    }
}
