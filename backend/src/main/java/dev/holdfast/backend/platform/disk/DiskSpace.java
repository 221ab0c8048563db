package dev.holdfast.backend.platform.disk;

import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Free space for the database: the free space of a folder's file system, or the growth that the database's limit permits, if that is less.
 * Below the minimum, uploads, imports, claims and reports are refused, so that attestations and the audit log go on. The backend stays ready.
 */
@Singleton
public class DiskSpace {
    private static final Logger LOG = Logger.getLogger(DiskSpace.class);
    private static final long MIB = 1024 * 1024;
    private static final String SIZE = "select pg_database_size(current_database()) as bytes";

    private final Transactions transactions;
    private final Optional<Path> folder;
    private final Optional<MemorySize> limit;
    private final long minimum;
    private volatile long free = Long.MAX_VALUE;

    DiskSpace(
            Transactions transactions,
            @ConfigProperty(name = "holdfast.disk.path") Optional<Path> folder,
            @ConfigProperty(name = "holdfast.disk.database-limit") Optional<MemorySize> limit,
            @ConfigProperty(name = "holdfast.disk.min-free", defaultValue = "1G") MemorySize minimum) {
        this.transactions = transactions;
        this.folder = folder;
        this.limit = limit;
        this.minimum = minimum.asLongValue();
    }

    /** Fails with {@code unavailable} if the disk is nearly full. */
    public void requireRoom() {
        if (isLow()) {
            throw ProblemException.of(
                    ProblemType.UNAVAILABLE,
                    ("The disk of the database is nearly full: %d MiB are free, and uploads, imports, claims and reports need"
                                    + " %d MiB. Free space on it or enlarge it.")
                            .formatted(free / MIB, minimum / MIB));
        }
    }

    /** Measures the free space; without settings, it is unknown and never low. */
    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        if (folder.isEmpty() && limit.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Workers.run(this::inFolder)
                .chain(inFolder -> inDatabase().map(inDatabase -> Math.min(inFolder, inDatabase)))
                .invoke(this::note)
                .replaceWithVoid();
    }

    private long inFolder() {
        try {
            return folder.isEmpty()
                    ? Long.MAX_VALUE
                    : Files.getFileStore(folder.get()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the free space of holdfast.disk.path", e);
        }
    }

    private Uni<Long> inDatabase() {
        return limit.isEmpty()
                ? Uni.createFrom().item(Long.MAX_VALUE)
                : transactions
                        .inInstallation(tx -> tx.one(SIZE, row -> row.getLong("bytes")))
                        .map(size -> limit.get().asLongValue() - size);
    }

    /** Stores the free space, and logs when it becomes low or sufficient. */
    void note(long bytes) {
        boolean before = isLow();
        free = bytes;
        if (isLow() && !before) {
            LOG.errorf(
                    "the disk of the database is nearly full: freeMiB=%d; uploads, imports, claims and reports are refused",
                    bytes / MIB);
        } else if (before && !isLow()) {
            LOG.infof("the disk of the database has room again: freeMiB=%d", bytes / MIB);
        }
    }

    /** Returns whether less than the minimum is free. */
    public boolean isLow() {
        return free < minimum;
    }

    @Produces
    @Readiness
    HealthCheck health() {
        return () -> HealthCheckResponse.named("disk of the database")
                .up()
                .withData(
                        "state",
                        isLow() ? "nearly full: uploads, imports, claims and reports are refused" : "enough room")
                .build();
    }
}
