package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Finds devices: a page of those that match, or one. */
@ApplicationScoped
public class FindDevices {
    private static final String ONE =
            DeviceRows.SELECT + DeviceRows.FROM + "where d.catalog_id = $1 and d.device_id = $2";
    private static final String EVER_HAD = """
            select 1 from device where catalog_id = $1 and device_id = $2
            union all select 1 from departed_device where catalog_id = $1 and device_id = $2
            limit 1""";
    private static final String COUNT = "select count(*) as total " + DeviceRows.FROM;

    private final Transactions transactions;

    FindDevices(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a page of the devices that match, and how many there are. */
    Uni<DevicePage> page(CatalogId catalog, DeviceFilter filter, String sort, int offset, int limit) {
        return Uni.createFrom().deferred(() -> {
            DeviceFilter.Clause clause = filter.clause(catalog);
            String list = DeviceRows.SELECT
                    + DeviceRows.FROM
                    + clause.where()
                    + DeviceSort.orderBy(sort)
                    + " offset $%d limit $%d"
                            .formatted(
                                    clause.parameters().size() + 1,
                                    clause.parameters().size() + 2);
            List<Object> paged = new ArrayList<>(clause.parameters());
            paged.add(offset);
            paged.add(limit);
            return transactions.sqlInCatalog(
                    catalog,
                    sql -> sql.list(list, DeviceRows::view, paged.toArray())
                            .chain(devices -> sql.one(
                                            COUNT + clause.where(),
                                            row -> row.getLong("total"),
                                            clause.parameters().toArray())
                                    .map(total -> new DevicePage(devices, total))));
        });
    }

    /** Fails with {@code not-found} unless the device is, or was, one of the catalog. */
    public Uni<Void> everHad(CatalogId catalog, DeviceId device) {
        return transactions
                .sqlInCatalog(catalog, sql -> sql.find(EVER_HAD, row -> device, catalog, device))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())))
                .replaceWithVoid();
    }

    /** Returns a device of the catalog; fails with {@code not-found}. */
    public Uni<DeviceView> one(CatalogId catalog, DeviceId device) {
        return transactions
                .sqlInCatalog(catalog, sql -> sql.find(ONE, DeviceRows::view, catalog, device))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())));
    }
}
