package dev.holdfast.backend.fleet.view;

import dev.holdfast.backend.fleet.list.FilteredDevices;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lists, saves and deletes views of the device list. */
@ApplicationScoped
class SavedViews {
    /** Limit of shared views in a catalog, and of private views per person. */
    private static final int MAX = 100;

    private static final String READABLE = "from StoredView v where v.catalogId = :catalog"
            + " and (v.subject is null or v.issuer = :issuer and v.subject = :subject)";
    // Null $2 and $3 select the shared views, which have no owner. $5 is the view that is saved.
    private static final String OTHERS = """
            select count(*) as views, coalesce(bool_or(lower(name) = lower($4)), false) as taken from device_view
            where catalog_id = $1 and issuer is not distinct from $2 and subject is not distinct from $3
              and view_id <> $5""";

    private final Commands commands;

    SavedViews(Commands commands) {
        this.commands = commands;
    }

    /** Returns the shared views and the caller's private views, by name. */
    Uni<List<SavedView>> list() {
        return commands.run(tx -> readable(tx, " order by lower(v.name), v.viewId")
                .chain(query -> query.setMaxResults(2 * MAX).getResultList())
                .map(views -> views.stream().map(StoredView::view).toList()));
    }

    /** Returns a view; fails with {@code not-found}, also for someone else's private view. */
    Uni<StoredView> one(UUID view) {
        return commands.run(tx -> one(tx, view, LockMode.NONE));
    }

    private static Uni<StoredView> one(Tx tx, UUID view, LockMode lock) {
        return readable(tx, " and v.viewId = :view")
                .chain(query ->
                        query.setParameter("view", view).setLockMode(lock).getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("View " + view));
    }

    private static Uni<Mutiny.SelectionQuery<StoredView>> readable(Tx tx, String more) {
        Caller caller = Caller.of(tx);
        return tx.session()
                .map(session -> session.createSelectionQuery(READABLE + more, StoredView.class)
                        .setParameter("catalog", tx.catalog().value())
                        .setParameter("issuer", caller.subject().issuer())
                        .setParameter("subject", StoredView.owner(caller)));
    }

    /** Adds a view; a private one belongs to the caller. */
    Uni<StoredView> add(NewSavedView request) {
        NewSavedView checked = checkAndNormalize(request);
        return commands.run(tx -> {
            requireMay(tx, checked.shared());
            StoredView view = new StoredView(tx.catalog());
            view.set(checked, Caller.of(tx), tx.now());
            return requireRoom(tx, view)
                    .chain(() -> tx.session().chain(session -> session.insert(view)))
                    .chain(() -> tx.audit(
                            entry(tx, "SaveDeviceView", view.view()).changing("filter", null, checked.filter())))
                    .replaceWith(view);
        });
    }

    /** Changes a view; fails if {@code expected} does not match its version. */
    Uni<StoredView> change(UUID id, NewSavedView request, IfMatch expected) {
        NewSavedView checked = checkAndNormalize(request);
        return commands.run(tx -> one(tx, id, LockMode.PESSIMISTIC_WRITE).call(view -> {
            requireMay(tx, checked.shared() || view.isShared());
            expected.require(view.tag());
            requireStaysShared(view, checked);
            String before = view.view().filter();
            view.set(checked, Caller.of(tx), tx.now());
            return requireRoom(tx, view)
                    .chain(() -> tx.session().chain(session -> session.update(view)))
                    .chain(() -> tx.audit(
                            entry(tx, "SaveDeviceView", view.view()).changing("filter", before, checked.filter())));
        }));
    }

    /** Deletes a view; fails if {@code expected} does not match its version. */
    Uni<Void> remove(UUID id, IfMatch expected) {
        return commands.run(tx -> one(tx, id, LockMode.PESSIMISTIC_WRITE)
                .invoke(view -> {
                    requireMay(tx, view.isShared());
                    expected.require(view.tag());
                })
                .call(view -> tx.session().chain(session -> session.delete(view)))
                .map(StoredView::view)
                .chain(view -> tx.audit(entry(tx, "DeleteDeviceView", view).changing("filter", view.filter(), null))));
    }

    /** Fails if the name is taken or the limit reached. The lock keeps concurrent requests from using one name or the last free slot twice. */
    private static Uni<Void> requireRoom(Tx tx, StoredView stored) {
        SavedView view = stored.view();
        Caller caller = Caller.of(tx);
        return tx.alone("device views " + tx.catalog())
                .chain(() -> tx.one(
                        OTHERS,
                        row -> row,
                        tx.catalog(),
                        view.shared() ? null : caller.subject().issuer(),
                        view.shared() ? null : StoredView.owner(caller),
                        view.name(),
                        view.id()))
                .invoke(others -> {
                    if (others.getBoolean("taken")) {
                        throw ProblemException.conflict((view.shared() ? "The catalog has" : "You have")
                                + " already a view named " + view.name()
                                + ". Choose another name, or change that view.");
                    }
                    if (others.getLong("views") >= MAX) {
                        throw ProblemException.conflict("The limit of " + MAX + " views is reached. Delete one first.");
                    }
                })
                .replaceWithVoid();
    }

    private static NewSavedView checkAndNormalize(NewSavedView request) {
        List<String> columns = request.columns() == null
                ? List.of()
                : request.columns().stream().distinct().toList();
        new Checks()
                .that(FilteredDevices.areFields(columns), "columns", "must be names of device fields")
                .done();
        FilteredDevices.check(request.filter());
        return new NewSavedView(
                request.name().strip(),
                request.filter().strip(),
                FilteredDevices.checkSort(request.sort()),
                columns,
                request.shared());
    }

    private static void requireMay(Tx tx, boolean shared) {
        if (shared && !Caller.of(tx).authority().may(Permission.MANAGE_FLEET, Scope.of(tx.catalog()))) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN, "Shared views require the Contributor role. Save a private view instead.");
        }
    }

    /** Fails if a shared view would become private, because all other people would lose the view. */
    private static void requireStaysShared(StoredView before, NewSavedView request) {
        if (before.isShared() && !request.shared()) {
            throw ProblemException.conflict(
                    "A shared view cannot become private. Save a private copy, and delete the shared view if nobody"
                            + " needs it.");
        }
    }

    private static AuditEntry entry(Tx tx, String action, SavedView view) {
        return tx.entry(
                action,
                "view " + view.name(),
                (view.shared() ? "Shared view: " : "Private view: ")
                        + (view.filter().isEmpty() ? "all devices" : view.filter()) + ".");
    }
}
