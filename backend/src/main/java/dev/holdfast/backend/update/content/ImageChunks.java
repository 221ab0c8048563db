package dev.holdfast.backend.update.content;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.IntStream;

/** Stores packages in chunks of {@link InternalApi#IMAGE_CHUNK} bytes; the last one is shorter. */
public final class ImageChunks {
    private static final String ADD =
            "insert into image_chunk (catalog_id, image_id, position, bytes) values ($1, $2, $3, $4)";
    private static final String ADD_OS =
            "insert into os_image_chunk (manufacturer, image_id, position, bytes) values ($1, $2, $3, $4)";
    private static final String READ =
            "select bytes from image_chunk where catalog_id = $1 and image_id = $2 and position = $3";

    private ImageChunks() {}

    /** Stores an image of the transaction's catalog, whose row exists. */
    public static Uni<Void> add(Tx tx, ImageFile image) {
        return add(tx, ADD, tx.catalog(), image);
    }

    /** Stores an operating system image, whose row exists. */
    public static Uni<Void> addOfManufacturer(Tx tx, String manufacturer, ImageFile image) {
        return add(tx, ADD_OS, manufacturer, image);
    }

    private static Uni<Void> add(Tx tx, String statement, Object owner, ImageFile image) {
        ImageId id = image.metadata().image();
        return Workers.run(() -> open(image))
                .chain(content -> Sequential.each(
                                IntStream.range(0, count(image.length()))
                                        .boxed()
                                        .toList(),
                                position -> Workers.run(() -> next(content))
                                        .chain(bytes -> tx.update(statement, owner, id, position, bytes)))
                        .onTermination()
                        .invoke(() -> close(content)));
    }

    /** Returns a chunk of an image of the transaction's catalog; empty if the image or the chunk does not exist. */
    public static Uni<Optional<byte[]>> read(Tx tx, ImageId image, int position) {
        return tx.find(READ, row -> Columns.bytes(row, "bytes"), tx.catalog(), image, position);
    }

    /** Returns the number of chunks of a package. */
    public static int count(long length) {
        return Math.toIntExact(Math.ceilDiv(length, InternalApi.IMAGE_CHUNK));
    }

    private static InputStream open(ImageFile image) {
        try {
            return image.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
    }

    private static byte[] next(InputStream content) {
        try {
            return content.readNBytes(InternalApi.IMAGE_CHUNK);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
    }

    private static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the uploaded image", e);
        }
    }
}
