package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Splits batches from gateways by catalog, so that each part runs in a transaction of its catalog. */
@ApplicationScoped
class SplitByCatalog {
    private static final String DIRECTORY = "select device_id, catalog_id from catalogs_of_devices($1::bytea[])";

    private final Transactions transactions;

    SplitByCatalog(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Processes the items catalog by catalog. Returns the items of unclaimed devices, which belong to no catalog. */
    <T> Uni<List<T>> each(List<T> items, Function<T, DeviceId> device, BiFunction<CatalogId, List<T>, Uni<Void>> work) {
        List<DeviceId> devices = items.stream().map(device).distinct().toList();
        return transactions
                .inInstallation(tx -> tx.list(
                        DIRECTORY,
                        row -> Map.entry(Columns.device(row, "device_id"), new CatalogId(row.getUUID("catalog_id"))),
                        Columns.devices(devices)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .chain(directory -> {
                    Map<CatalogId, List<T>> parts = items.stream()
                            .filter(item -> directory.containsKey(device.apply(item)))
                            .collect(Collectors.groupingBy(
                                    item -> Objects.requireNonNull(directory.get(device.apply(item)))));
                    List<T> unclaimed = items.stream()
                            .filter(item -> !directory.containsKey(device.apply(item)))
                            .toList();
                    return Sequential.each(parts.entrySet(), part -> work.apply(part.getKey(), part.getValue()))
                            .replaceWith(unclaimed);
                });
    }
}
