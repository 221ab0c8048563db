package dev.holdfast.backend.fleet.view;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saved view of the device list, as stored. A shared view has no owner. */
@Entity
@Table(name = "device_view")
@IdClass(StoredView.Key.class)
class StoredView {
    record Key(UUID catalogId, UUID viewId) implements Serializable {}

    @Id
    @Column(name = "catalog_id")
    private UUID catalogId;

    @Id
    @Column(name = "view_id")
    private UUID viewId;

    @Column(name = "issuer")
    private @Nullable String issuer;

    @Column(name = "subject")
    private @Nullable String subject;

    @Column(name = "name")
    private String name;

    @Column(name = "filter")
    private String filter;

    @Column(name = "sort")
    private String sort;

    @Column(name = "columns")
    private String[] columns;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "version")
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected StoredView() {}

    @SuppressWarnings("NullAway.Init")
    StoredView(CatalogId catalog) {
        this.catalogId = catalog.value();
        this.viewId = UUID.randomUUID();
    }

    /** Sets all values. The caller owns a private view. */
    void set(NewSavedView view, Caller caller, Instant now) {
        issuer = view.shared() ? null : caller.subject().issuer();
        subject = view.shared() ? null : owner(caller);
        name = view.name();
        filter = view.filter();
        sort = Objects.requireNonNull(view.sort());
        columns = Objects.requireNonNull(view.columns()).toArray(String[]::new);
        changedBy = caller.name();
        changedAt = now;
        version++;
    }

    /**
     * Returns the owner of a caller's private views: the subject. A caller without a subject owns views by name. So does a service, because
     * its subject is the creator of its token.
     */
    static String owner(Caller caller) {
        String id = caller.subject().id();
        return caller.isService() || id.isEmpty() ? "name:" + caller.name() : id;
    }

    SavedView view() {
        return new SavedView(viewId, name, filter, sort, List.of(columns), isShared(), changedBy, changedAt);
    }

    boolean isShared() {
        return subject == null;
    }

    /** Returns the entity tag, quotes included. */
    String tag() {
        return '"' + Long.toString(version) + '"';
    }
}
