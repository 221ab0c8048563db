package dev.holdfast.backend.audit;

import dev.holdfast.backend.audit.LogPages.Head;
import dev.holdfast.backend.audit.LogPages.Page;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.LogFinding;
import dev.holdfast.contract.tlog.LogReport;
import dev.holdfast.contract.tlog.LogVerification;
import dev.holdfast.contract.tlog.UntrustedCheckpointException;
import dev.holdfast.contract.tlog.VerifierKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Compares every entry of a log with the stored checkpoints. Someone who can rewrite the database can also rewrite the checkpoints; a
 * checkpoint stored elsewhere detects that ({@link ExportAuditLog}).
 */
@ApplicationScoped
public class VerifyAuditLog {
    /** Maximum number of concurrent verifications, because each one uses shared worker threads. */
    private static final int MAX_CONCURRENT = 2;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final LogPages pages;
    private final LogKeys keys;
    private final Set<CatalogId> running = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(MAX_CONCURRENT);

    VerifyAuditLog(LogPages pages, LogKeys keys) {
        this.pages = pages;
        this.keys = keys;
    }

    /** Verifies the whole log. Fails with {@code rate-limited} while this log or {@value #MAX_CONCURRENT} others are being verified. */
    public Uni<AuditVerification> verify(CatalogId catalog) {
        return Uni.createFrom().deferred(() -> {
            if (!acquireSlot(catalog)) {
                throw ProblemException.rateLimited(
                        "This log or several others are being verified. Try again in a few seconds.", RETRY_AFTER);
            }
            return verified(catalog).onTermination().invoke(() -> {
                slots.release();
                running.remove(catalog);
            });
        });
    }

    private boolean acquireSlot(CatalogId catalog) {
        if (!running.add(catalog)) {
            return false;
        }
        if (!slots.tryAcquire()) {
            running.remove(catalog);
            return false;
        }
        return true;
    }

    private Uni<AuditVerification> verified(CatalogId catalog) {
        return pages.head(catalog).chain(head -> verified(catalog, head));
    }

    private Uni<AuditVerification> verified(CatalogId catalog, Head head) {
        return Workers.run(() -> startVerification(head, keys.of(catalog)))
                .call(verification -> pages.all(catalog, head)
                        .onItem()
                        .transformToUniAndConcatenate(page -> Workers.run(() -> feed(verification, page)))
                        .collect()
                        .last())
                .chain(verification -> Workers.run(() -> view(head, verification.finish(), keys.of(catalog))));
    }

    private static LogVerification startVerification(Head head, VerifierKey key) {
        List<Checkpoint> opened = new ArrayList<>();
        List<String> forged = new ArrayList<>();
        for (String note : head.checkpoints()) {
            try {
                opened.add(key.open(note));
            } catch (UntrustedCheckpointException e) {
                forged.add("A stored checkpoint is not trusted: " + e.getMessage() + ".");
            }
        }
        LogVerification verification = new LogVerification(opened);
        forged.forEach(verification::addForged);
        return verification;
    }

    private static boolean feed(LogVerification verification, Page page) {
        page.forEach(verification::addHashes, entry -> verification.addEntry(Leaf.of(entry)));
        return true;
    }

    private static AuditVerification view(Head head, LogReport report, VerifierKey key) {
        SealedTree tree = head.tree();
        return new AuditVerification(
                report.intact(),
                report.entries(),
                report.sealed(),
                tree.size() == 0 ? null : tree.sealedAt(),
                tree.size() == 0 ? null : root(tree, key),
                report.checkpoints(),
                report.findings().stream().map(LogFinding::sentence).toList(),
                report.totalFindings());
    }

    private static @Nullable String root(SealedTree tree, VerifierKey key) {
        try {
            return key.open(tree.checkpoint()).root().hex();
        } catch (UntrustedCheckpointException e) {
            return null;
        }
    }
}
