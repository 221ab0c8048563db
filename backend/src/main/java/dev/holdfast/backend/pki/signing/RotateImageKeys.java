package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Replaces image keys 60 days before they expire. Several backends may run this at once: the first commit wins. Devices take the new key
 * with the first manifest set that lists an image that it signed. Until then, their sets name the old one.
 */
@ApplicationScoped
public class RotateImageKeys {
    private static final Logger LOG = Logger.getLogger(RotateImageKeys.class);
    private static final Duration BEFORE_END = Duration.ofDays(60);
    private static final String DUE = "select due as catalog_id from image_keys_due($1) as due";

    private final CatalogImageKeys imageKeys;
    private final Transactions transactions;
    private final Clock clock;

    RotateImageKeys(CatalogImageKeys imageKeys, Transactions transactions, Clock clock) {
        this.imageKeys = imageKeys;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Replaces the keys of all catalogs that expire soon. */
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> rotate() {
        Instant endingBefore = clock.instant().plus(BEFORE_END);
        return transactions
                .inInstallation(tx -> tx.list(DUE, row -> new CatalogId(row.getUUID("catalog_id")), endingBefore))
                // A failure in one catalog must not stop the others.
                .chain(due -> Sequential.eachOrReport(
                        due,
                        catalog -> imageKeys.replaceEnding(catalog, endingBefore),
                        LOG,
                        "event=image-key-rotation-failed catalog=%s"));
    }
}
