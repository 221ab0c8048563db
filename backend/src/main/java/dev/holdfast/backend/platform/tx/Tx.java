package dev.holdfast.backend.platform.tx;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transaction of one catalog: SQL, entities, audit entries and events, which commit together or not at all. Run operations one after the
 * other, never concurrently. Valid until the transaction ends.
 */
public final class Tx extends Sql {
    private final CatalogId catalog;
    private final @Nullable Actor actor;
    private final @Nullable Approver approver;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;

    Tx(Sql sql, CatalogId catalog, @Nullable Actor actor, AuditLog audit, Outbox outbox, Clock clock) {
        this(sql, catalog, actor, null, audit, outbox, clock);
    }

    private Tx(
            Sql sql,
            CatalogId catalog,
            @Nullable Actor actor,
            @Nullable Approver approver,
            AuditLog audit,
            Outbox outbox,
            Clock clock) {
        super(sql);
        this.catalog = catalog;
        this.actor = actor;
        this.approver = approver;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the catalog; {@link CatalogId#INSTALLATION} outside of catalogs. */
    public CatalogId catalog() {
        return catalog;
    }

    /** Returns the actor; fails with {@link IllegalStateException} when there is none. */
    public Actor actor() {
        if (actor == null) {
            throw new IllegalStateException("the transaction has no actor");
        }
        return actor;
    }

    /** Returns the approver; null when no approval was required. */
    public @Nullable Approver approver() {
        return approver;
    }

    /** Returns this transaction for an approved request; entries name requester and approver. */
    public Tx approved(Actor requester, Approver by) {
        return new Tx(this, catalog, requester, by, audit, outbox, clock);
    }

    public Instant now() {
        return clock.instant();
    }

    /** Returns a new audit entry of the actor, to pass to {@link #audit}. */
    public AuditEntry entry(String action, String subject, String detail) {
        return AuditEntry.by(actor().name(), action, subject, detail).approvedBy(approver);
    }

    /**
     * Appends an audit entry and its events in one statement. Make it the last statement of the transaction: the catalog's next entry
     * waits for the commit.
     */
    public Uni<Void> audit(AuditEntry entry, Event... events) {
        return audit(entry, List.of(events));
    }

    /**
     * Appends an audit entry and any number of events.
     *
     * @see #audit(AuditEntry, Event...)
     */
    public Uni<Void> audit(AuditEntry entry, List<Event> events) {
        return audit.append(this, catalog, entry, events);
    }

    /** Appends audit entries in order in one statement. Make it the last statement of the transaction. */
    public Uni<Void> audit(List<AuditEntry> entries) {
        return audit.append(this, catalog, entries);
    }

    /** Appends events in order; call it after changing the rows. */
    public Uni<Void> emit(Event... events) {
        return emit(List.of(events));
    }

    /** Appends any number of events in one statement. */
    public Uni<Void> emit(List<Event> events) {
        return outbox.append(this, catalog, events);
    }

    /**
     * Appends audit entries and events of another catalog. The other catalog's entries omit the caller's address, client and token; entries
     * of the installation keep them.
     */
    public Uni<Void> recordIn(CatalogId other, List<AuditEntry> entries, List<Event> events) {
        if (other.equals(catalog)) {
            return emit(events).chain(() -> audit(entries));
        }
        return enter(other)
                .chain(() -> outbox.append(this, other, events))
                .chain(() -> audit.appendFromElsewhere(this, other, entries))
                .chain(() -> enter(catalog));
    }
}
