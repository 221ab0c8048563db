package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds devices of a catalog by ID. */
@ApplicationScoped
public class FindDevices {
    private static final String ONE = DeviceRows.SELECT + DeviceRows.FROM + DeviceRows.LATEST_ATTESTATION
            + "where d.catalog_id = $1 and d.device_id = $2";
    /** Finds a device that is in the catalog or has left it. */
    private static final String EVER_HAD = """
            select 1 from device where catalog_id = $1 and device_id = $2
            union all select 1 from departed_device where catalog_id = $1 and device_id = $2
            limit 1""";

    private static final String NAMED = """
            from unnest($2::bytea[]) with ordinality as w(device_id, place)
            join device d on d.catalog_id = $1 and d.device_id = w.device_id
            """;
    private static final String SOME =
            DeviceRows.SELECT + NAMED + DeviceRows.GROUPS + DeviceRows.LATEST_ATTESTATION + "order by w.place";

    private final Transactions transactions;

    FindDevices(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the devices that the catalog still has, in the given order. */
    public static Uni<List<DeviceView>> inOrder(Tx tx, List<DeviceId> devices) {
        return devices.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.list(SOME, DeviceRows::view, tx.catalog(), Columns.devices(devices));
    }

    public Uni<Void> requireEverHad(CatalogId catalog, DeviceId device) {
        return transactions.inCatalog(catalog, tx -> requireEverHad(tx, device));
    }

    /** Fails with {@code not-found} unless the catalog has or had the device. */
    public static Uni<Void> requireEverHad(Tx tx, DeviceId device) {
        return tx.find(EVER_HAD, row -> device, tx.catalog(), device)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())))
                .replaceWithVoid();
    }

    /** Returns a device of the catalog; fails with {@code not-found}. */
    public Uni<DeviceView> one(CatalogId catalog, DeviceId device) {
        return transactions
                .inCatalog(catalog, tx -> tx.find(ONE, DeviceRows::view, catalog, device))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())));
    }
}
