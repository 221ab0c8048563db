package dev.holdfast.backend.update.content;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Receives image packages in temporary files, because they are too large for the heap. */
@ApplicationScoped
public class SpooledUploads {
    /** Maximum number of uploads in progress. Each has a file of at most {@link ImagePackage#MAX_LENGTH} bytes. */
    private static final int MAX_AT_ONCE = 16;
    /** Maximum number of uploads in progress to one catalog, so that its publishers leave room for others. */
    private static final int MAX_OF_CATALOG = 4;

    private final FileSystem files;
    private final Map<CatalogId, Integer> inProgress = new HashMap<>();

    SpooledUploads(Vertx vertx) {
        this.files = vertx.fileSystem();
    }

    /**
     * Receives the body of a request, runs work on its file, and deletes the file. Fails with {@code too-large}, {@code invalid-request} if the
     * client disconnects, or {@code unavailable} if {@value #MAX_AT_ONCE} uploads are in progress, or {@value #MAX_OF_CATALOG} to the catalog.
     */
    public <T> Uni<T> receive(CatalogId catalog, HttpServerRequest request, Function<Path, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!enter(catalog)) {
                throw ProblemException.of(
                        ProblemType.UNAVAILABLE, "Too many images are uploaded at the same time. Retry in a moment.");
            }
            return uni(files.createTempFile("holdfast-upload", ""))
                    .chain(file -> write(request, file)
                            .chain(() -> work.apply(Path.of(file)))
                            .onTermination()
                            .call(() -> uni(files.delete(file))))
                    .onTermination()
                    .invoke(() -> leave(catalog));
        });
    }

    private boolean enter(CatalogId catalog) {
        synchronized (inProgress) {
            int all = inProgress.values().stream().mapToInt(Integer::intValue).sum();
            if (all >= MAX_AT_ONCE || inProgress.getOrDefault(catalog, 0) >= MAX_OF_CATALOG) {
                return false;
            }
            inProgress.merge(catalog, 1, Integer::sum);
            return true;
        }
    }

    private void leave(CatalogId catalog) {
        synchronized (inProgress) {
            inProgress.computeIfPresent(catalog, (same, uploads) -> uploads == 1 ? null : uploads - 1);
        }
    }

    private Uni<Void> write(HttpServerRequest request, String file) {
        return uni(files.open(file, new OpenOptions().setRead(false)))
                .chain(open -> Uni.createFrom()
                        .<Void>emitter(received -> new Transfer(request, open, received).start())
                        .onTermination()
                        .call(() -> uni(open.close())));
    }

    private static <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom().completionStage(future::toCompletionStage);
    }

    /** Writes the body of a request to a file at the pace of the disk. */
    private static final class Transfer {
        private final HttpServerRequest request;
        private final AsyncFile file;
        private final UniEmitter<? super Void> received;
        /** Completes with all writes so far. The last ones can still fail after the body has ended. */
        private Future<Void> written = Future.succeededFuture();

        private long length;

        Transfer(HttpServerRequest request, AsyncFile file, UniEmitter<? super Void> received) {
            this.request = request;
            this.file = file;
            this.received = received;
        }

        void start() {
            if (request.isEnded()) {
                end();
                return;
            }
            request.exceptionHandler(failure -> received.fail(ProblemException.invalid("body", "is incomplete")))
                    .handler(this::write)
                    .endHandler(end -> end());
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            request.resume();
        }

        private void write(Buffer part) {
            length += part.length();
            if (length > ImagePackage.MAX_LENGTH) {
                refuse();
                return;
            }
            Future<Void> write = file.write(part).onFailure(received::fail);
            written = Future.join(written, write).mapEmpty();
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(drained -> request.resume());
            }
        }

        private void end() {
            if (length == 0) {
                received.fail(ProblemException.invalid("body", "is missing"));
            } else {
                var _ = written.onSuccess(done -> received.complete(null)).onFailure(received::fail);
            }
        }

        /** Reads no further: the connection closes after the response. */
        private void refuse() {
            request.handler(rest -> {});
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .endHandler(sent -> request.connection().close());
            received.fail(ProblemException.of(ProblemType.TOO_LARGE, "The image package is larger than 22 MiB."));
        }
    }
}
