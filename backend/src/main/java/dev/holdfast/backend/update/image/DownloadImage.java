package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.content.ImageChunks;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * Streams the package of an image. Each chunk has its own transaction and is read when the client has taken the previous one, so memory
 * holds one chunk.
 */
@ApplicationScoped
class DownloadImage {
    private static final String FIND = """
            select length, content_digest from image where catalog_id = $1 and image_id = $2 and deleted_at is null""";

    private final Transactions transactions;

    DownloadImage(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Length in bytes and digest of a package. */
    private record Content(long length, Digest digest) {
        static Content of(Row row) {
            return new Content(row.getLong("length"), Columns.digest(row, "content_digest"));
        }
    }

    /** Returns the package of an image, with its {@code Content-Digest}; fails with {@code not-found}. */
    Multi<byte[]> content(CatalogId catalog, ImageId image) {
        // Transactions need the context of the request.
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return RestMulti.fromUniResponse(
                transactions
                        .inCatalog(catalog, tx -> tx.find(FIND, Content::of, catalog, image))
                        .map(found -> required(image, found)),
                content -> Multi.createFrom()
                        .range(0, ImageChunks.count(content.length()))
                        .onItem()
                        .transformToUniAndConcatenate(
                                position -> chunk(catalog, image, position).runSubscriptionOn(context)),
                content -> Map.of("Content-Digest", List.of(content.digest().contentDigest())));
    }

    private Uni<byte[]> chunk(CatalogId catalog, ImageId image, int position) {
        return transactions
                .inCatalog(catalog, tx -> ImageChunks.read(tx, image, position))
                .map(found -> required(image, found));
    }

    private static <T> T required(ImageId image, Optional<T> found) {
        return found.orElseThrow(() -> ProblemException.notFound("Image " + image));
    }
}
