package dev.holdfast.backend.tenancy.idempotency;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.backend.tenancy.CatalogRef;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Forgets answers whose day is over, also where nobody sends anything any more. */
@ApplicationScoped
class ExpireStoredResponses {
    private static final Logger LOG = Logger.getLogger(ExpireStoredResponses.class);

    private final CatalogDirectory catalogs;
    private final StoredResponses answers;

    ExpireStoredResponses(CatalogDirectory catalogs, StoredResponses answers) {
        this.catalogs = catalogs;
        this.answers = answers;
    }

    /** Does so in the installation and in every catalog. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return catalogs.all()
                .onItem()
                .transformToMulti(all -> Multi.createFrom()
                        .items(Stream.concat(
                                Stream.of(CatalogId.INSTALLATION), all.stream().map(CatalogRef::id))))
                .onItem()
                .transformToUniAndConcatenate(this::forgetOrReport)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> forgetOrReport(CatalogId catalog) {
        return answers.forget(catalog)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=answers-not-forgotten catalog=%s", catalog))
                .onFailure()
                .recoverWithNull();
    }
}
