package dev.holdfast.sim.mt3620;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.mt3620.FlashTable.Slot;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The flash: image files, named by what they measure to and never changed, and the table that says which are in use.
 * A file or table becomes visible by one rename.
 */
final class Flash {
    /** All of the part's flash. */
    static final long CAPACITY = 16L * 1024 * 1024;
    /** Of which a customer's images may take so much. */
    static final long CUSTOMER_CAPACITY = 1024L * 1024;

    private static final String TABLE = "table";
    private static final String PENDING = ".pending";
    private static final String IMAGE = ".image";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private FlashTable table;

    private Flash(Storage storage, FlashTable table) {
        this.storage = storage;
        this.table = table;
    }

    /** Reads the table. */
    static Flash open(Storage storage) throws IOException {
        byte[] json = storage.read(TABLE).orElseThrow(() -> new IOException("the flash has no partition table"));
        try {
            return new Flash(storage, JSON.readValue(json, FlashTable.class));
        } catch (JsonProcessingException e) {
            throw new IOException("the partition table is damaged", e);
        }
    }

    /** Writes a new flash, as the factory does. */
    static Flash burn(Storage storage, List<ImagePackage> images) throws IOException {
        List<Slot> slots =
                images.stream().map(image -> Slot.of(image.measure())).toList();
        Flash flash = new Flash(storage, new FlashTable(slots, List.of(), 0, 0, 0, FlashTable.State.CONFIRMED));
        for (ImagePackage image : images) {
            flash.stage(image);
        }
        flash.write(flash.table);
        return flash;
    }

    FlashTable table() {
        return table;
    }

    /** Returns the bytes of an image that is in use or staged. */
    Optional<byte[]> read(Digest digest) throws IOException {
        return storage.read(file(digest));
    }

    /** Returns whether an image lies in flash, in use or not. */
    boolean holds(Digest digest) throws IOException {
        return storage.names().contains(file(digest));
    }

    /** Writes an image beside those in use. */
    void stage(ImagePackage image) throws IOException {
        replace(file(image.measuredDigest()), image.bytes());
    }

    /** Puts staged images in use, on trial until {@link #confirm}. */
    void commit(List<Slot> images, long manifestVersion) throws IOException {
        write(table.commit(images, manifestVersion));
    }

    /** Ends the trial, and forgets what nothing refers to. */
    void confirm() throws IOException {
        if (table.state() != FlashTable.State.CONFIRMED) {
            write(table.confirm());
        }
        sweep();
    }

    /** Gives up the images on trial. */
    void revert() throws IOException {
        write(table.revert());
        sweep();
    }

    private void sweep() throws IOException {
        Set<String> kept = new HashSet<>(Set.of(TABLE));
        Stream.concat(table.current().stream(), table.previous().stream())
                .forEach(slot -> kept.add(file(slot.digest())));
        for (String name : storage.names()) {
            if (!kept.contains(name)) {
                storage.delete(name);
            }
        }
    }

    private void write(FlashTable next) throws IOException {
        replace(TABLE, JSON.writeValueAsBytes(next));
        table = next;
    }

    private void replace(String name, byte[] content) throws IOException {
        storage.write(name + PENDING, content);
        storage.rename(name + PENDING, name);
    }

    private static String file(Digest digest) {
        return digest.hex() + IMAGE;
    }
}
