package dev.holdfast.backend.fleet.view;

import dev.holdfast.backend.fleet.list.FilteredDevices;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps views, changes them and throws them away. */
@ApplicationScoped
class SaveView {
    private static final int MOST = 100;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String MINE = " and (subject is null or issuer = $2 and subject = $3)";
    private static final String LIST = "select " + ViewRecord.COLUMNS + " from device_view where catalog_id = $1" + MINE
            + " order by lower(name), view_id limit " + 2 * MOST;
    private static final String ONE =
            "select " + ViewRecord.COLUMNS + " from device_view where catalog_id = $1" + MINE + " and view_id = $4";
    private static final String COUNT = """
            select count(*) as views from device_view
            where catalog_id = $1 and issuer is not distinct from $2 and subject is not distinct from $3""";
    private static final String INSERT = """
            insert into device_view (catalog_id, view_id, issuer, subject, name, filter, sort, columns, changed_by, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            returning\s""" + ViewRecord.COLUMNS;
    private static final String UPDATE = """
            update device_view set issuer = $3, subject = $4, name = $5, filter = $6, sort = $7, columns = $8, changed_by = $9,
                changed_at = $10, version = version + 1
            where catalog_id = $1 and view_id = $2 and version = $11
            returning\s""" + ViewRecord.COLUMNS;
    private static final String DELETE =
            "delete from device_view where catalog_id = $1 and view_id = $2 and version = $3";

    private final Transactions transactions;
    private final Clock clock;

    SaveView(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A service's subject is whoever made its token, and a provider may say none: neither shares its own with anybody. */
    private static String owner(Caller caller) {
        String id = caller.subject().id();
        return caller.isService() || id.isEmpty() ? "name:" + caller.name() : id;
    }

    /** Returns what is shared and what is the caller's own, by name. */
    Uni<List<SavedView>> list(Caller caller, CatalogId catalog) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> tx.list(
                        LIST,
                        row -> ViewRecord.read(row).view(),
                        catalog,
                        caller.subject().issuer(),
                        owner(caller)));
    }

    /** Returns one; fails with {@code not-found}, also for what is somebody else's own. */
    Uni<ViewRecord> one(Caller caller, CatalogId catalog, UUID view) {
        return transactions.inCatalog(caller, catalog, tx -> one(tx, caller, view));
    }

    /** Keeps a new one. */
    Uni<ViewRecord> add(Caller caller, CatalogId catalog, NewSavedView wanted) {
        NewSavedView checked = checked(wanted);
        requireMay(caller, catalog, checked.shared());
        return transactions
                .inCatalog(
                        caller,
                        catalog,
                        tx -> requireRoom(tx, caller, checked.shared())
                                .chain(() -> tx.one(
                                        INSERT, ViewRecord::read, values(caller, catalog, UUID.randomUUID(), checked)))
                                .call(saved -> tx.audit(act(caller, "SaveDeviceView", saved.view())
                                        .changing("filter", null, saved.view().filter()))))
                .onFailure(SaveView::isTaken)
                .transform(taken -> taken(checked));
    }

    /** Changes one, as it was read. */
    Uni<ViewRecord> change(Caller caller, CatalogId catalog, UUID view, NewSavedView wanted, IfMatch expected) {
        NewSavedView checked = checked(wanted);
        return transactions
                .inCatalog(
                        caller,
                        catalog,
                        tx -> one(tx, caller, view)
                                .invoke(before -> {
                                    requireMay(
                                            caller,
                                            catalog,
                                            checked.shared() || before.view().shared());
                                    expected.require(before.tag());
                                    requireStaysShared(before, checked);
                                })
                                .call(before -> before.view().shared() == checked.shared()
                                        ? Uni.createFrom().voidItem()
                                        : requireRoom(tx, caller, checked.shared()))
                                .chain(before -> write(tx, caller, before, checked)))
                .onFailure(SaveView::isTaken)
                .transform(taken -> taken(checked));
    }

    private Uni<ViewRecord> write(Tx tx, Caller caller, ViewRecord before, NewSavedView checked) {
        List<@Nullable Object> values = new ArrayList<>(
                Arrays.asList(values(caller, tx.catalog(), before.view().id(), checked)));
        values.add(before.version());
        return tx.find(UPDATE, ViewRecord::read, values.toArray())
                .map(changed -> changed.orElseThrow(IfMatch::changedMeanwhile))
                .call(after -> tx.audit(act(caller, "SaveDeviceView", after.view())
                        .changing("filter", before.view().filter(), after.view().filter())));
    }

    /** Throws one away, as it was read. */
    Uni<Void> remove(Caller caller, CatalogId catalog, UUID view, IfMatch expected) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> one(tx, caller, view)
                        .invoke(found -> {
                            requireMay(caller, catalog, found.view().shared());
                            expected.require(found.tag());
                        })
                        .call(found -> tx.update(DELETE, catalog, view, found.version())
                                .invoke(SaveView::requireOne))
                        .chain(found -> tx.audit(act(caller, "DeleteDeviceView", found.view())
                                .changing("filter", found.view().filter(), null))));
    }

    private static void requireOne(int deleted) {
        if (deleted == 0) {
            throw IfMatch.changedMeanwhile();
        }
    }

    private static Uni<ViewRecord> one(Tx tx, Caller caller, UUID view) {
        return tx.find(ONE, ViewRecord::read, tx.catalog(), caller.subject().issuer(), owner(caller), view)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("View " + view)));
    }

    /** Two at a time could both find the last place. */
    private static Uni<Void> requireRoom(Tx tx, Caller caller, boolean shared) {
        return tx.alone("device views " + tx.catalog())
                .chain(() -> tx.one(
                        COUNT,
                        row -> row.getLong("views"),
                        tx.catalog(),
                        shared ? null : caller.subject().issuer(),
                        shared ? null : owner(caller)))
                .invoke(views -> {
                    if (views >= MOST) {
                        throw ProblemException.conflict(
                                "There are " + MOST + " views already. Throw one away that nobody needs.");
                    }
                })
                .replaceWithVoid();
    }

    private @Nullable Object[] values(Caller caller, CatalogId catalog, UUID id, NewSavedView view) {
        return new @Nullable Object[] {
            catalog,
            id,
            view.shared() ? null : caller.subject().issuer(),
            view.shared() ? null : owner(caller),
            view.name(),
            view.filter(),
            view.sort(),
            Columns.texts(view.columns() == null ? List.of() : view.columns(), column -> column),
            caller.name(),
            clock.instant()
        };
    }

    private static NewSavedView checked(NewSavedView wanted) {
        List<String> columns = wanted.columns() == null
                ? List.of()
                : wanted.columns().stream().distinct().toList();
        new Checks()
                .line("name", wanted.name(), 1, NewSavedView.MOST_NAME)
                .line("filter", wanted.filter(), 0, FilterReader.LONGEST)
                .that(FilteredDevices.areFields(columns), "columns", "are names of fields of a device")
                .done();
        FilteredDevices.check(wanted.filter());
        return new NewSavedView(
                wanted.name().strip(),
                wanted.filter().strip(),
                FilteredDevices.checkSort(wanted.sort()),
                columns,
                wanted.shared());
    }

    private static void requireMay(Caller caller, CatalogId catalog, boolean shared) {
        if (shared && !caller.authority().may(Act.MANAGE_FLEET, Scope.of(catalog))) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "What everybody of the catalog sees takes a Contributor. Keep it as your own.");
        }
    }

    /** Nobody's own view is kept apart from whose it was: who took it back would take it from everybody else. */
    private static void requireStaysShared(ViewRecord before, NewSavedView wanted) {
        if (before.view().shared() && !wanted.shared()) {
            throw ProblemException.conflict(
                    "Everybody of the catalog sees this view, and it stays so. Keep another one as your own, and throw this one"
                            + " away if nobody needs it.");
        }
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }

    private static ProblemException taken(NewSavedView wanted) {
        return ProblemException.conflict((wanted.shared() ? "The catalog has" : "You have") + " a view named "
                + wanted.name() + " already. Choose another name, or change that one.");
    }

    private static AuditEntry act(Caller caller, String action, SavedView view) {
        return AuditEntry.by(
                caller.name(),
                action,
                "view " + view.name(),
                (view.shared() ? "A view for everybody of the catalog: " : "A view of their own: ")
                        + (view.filter().isEmpty() ? "all devices" : view.filter()) + ".");
    }
}
