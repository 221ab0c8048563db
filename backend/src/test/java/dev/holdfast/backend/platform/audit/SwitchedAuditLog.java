package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** An audit log that can leave out entries, so that {@link AuditCostBenchmark} measures their cost. Events are always emitted. */
@Alternative
@Singleton
class SwitchedAuditLog extends AuditLog {
    private final Outbox outbox;
    private volatile boolean writing = true;

    SwitchedAuditLog(Clock clock, Outbox outbox) {
        super(clock);
        this.outbox = outbox;
    }

    /** Turns entries on or off. */
    void write(boolean entries) {
        writing = entries;
    }

    @Override
    public Uni<Void> append(Sql sql, CatalogId catalog, AuditEntry entry, List<Event> events) {
        return writing ? super.append(sql, catalog, entry, events) : outbox.append(sql, catalog, events);
    }

    @Override
    public Uni<Void> append(Sql sql, CatalogId catalog, List<AuditEntry> entries) {
        return writing ? super.append(sql, catalog, entries) : Uni.createFrom().voidItem();
    }
}
