package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads operating system images. Several manufacturers can have an image with the same ID. */
@ApplicationScoped
public class FindOsImage {
    private static final String OF_MANUFACTURER =
            "select " + ImageRows.COLUMNS + " from os_image i where i.image_id = $1 and i.manufacturer = $2";
    private static final String MANUFACTURERS = """
            select manufacturer from os_image where image_id = $1 and ($2::text is null or manufacturer = $2) order by manufacturer""";

    private final Transactions transactions;

    FindOsImage(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns an image; fails with {@code not-found}, or with {@code invalid-request} if several manufacturers have the ID.
     *
     * @param manufacturer the manufacturer that signed the image; null if only one has the ID
     */
    Uni<ImageView> one(ImageId image, @Nullable String manufacturer) {
        return transactions.inInstallation(
                tx -> manufacturer(tx, image, manufacturer).chain(signer -> one(tx, image, signer)));
    }

    static Uni<ImageView> one(Tx tx, ImageId image, String manufacturer) {
        return tx.one(OF_MANUFACTURER, ImageRows::view, image, manufacturer);
    }

    static Uni<Optional<ImageView>> find(Tx tx, ImageId image, String manufacturer) {
        return tx.find(OF_MANUFACTURER, ImageRows::view, image, manufacturer);
    }

    /** Returns the manufacturer of an image; fails as {@link #one(ImageId, String)} does. */
    static Uni<String> manufacturer(Tx tx, ImageId image, @Nullable String manufacturer) {
        return tx.list(MANUFACTURERS, row -> row.getString("manufacturer"), image, manufacturer)
                .map(found -> requireOne(image, found));
    }

    private static String requireOne(ImageId image, List<String> manufacturers) {
        if (manufacturers.isEmpty()) {
            throw ProblemException.notFound("OS image " + image);
        }
        if (manufacturers.size() > 1) {
            throw ProblemException.invalid(
                    "manufacturer", "is required, because this image has several: " + String.join(", ", manufacturers));
        }
        return manufacturers.getFirst();
    }
}
