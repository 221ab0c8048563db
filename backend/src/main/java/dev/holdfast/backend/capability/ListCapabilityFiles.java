package dev.holdfast.backend.capability;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.capability.CapabilityFields;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Lists the capability files of a catalog's current devices, by default newest first. */
@Singleton
public class ListCapabilityFiles extends KeysetList<CapabilityFileView> {
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("is", "replace(x.state, '_', '-')")
            .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
            .part("reason", "x.reason")
            .whole("by", "x.issued_by")
            .whole("approver", "coalesce(x.approved_by, '')")
            .ago("at", "x.issued_at")
            .ahead("expires", "x.expires_at")
            .words((condition, words) -> {
                DeviceIdPrefix.add(condition, "x.device_id", words);
                condition.sql(" or ");
                FilterTerms.contains(condition, "x.reason", words);
            });

    ListCapabilityFiles(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "capability-files",
                        CapabilityFileView.class,
                        CapabilityFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("at", "x.issued_at", "timestamptz"),
                                new Order.Key("id", "x.file_id", "uuid"),
                                true,
                                new Order.Key("expires", "x.expires_at", "timestamptz")),
                        CapabilityRecords.VIEW,
                        each(CapabilityRecords::view)));
    }

    /** Returns a file of a device; fails with {@code not-found}. */
    Uni<CapabilityFileView> one(CatalogId catalog, DeviceId device, UUID file) {
        return transactions.inCatalog(catalog, tx -> CapabilityRecords.find(tx, device, file, tx.now()));
    }

    /** Returns the files of a device; fails with {@code not-found} if the catalog does not have it. */
    Uni<Pages<CapabilityFileView>> ofDevice(CatalogId catalog, DeviceId device, ListParameters parameters) {
        Pages<CapabilityFileView> pages = pages(
                catalog,
                filter(parameters.filter()),
                parameters.sort(),
                found -> found.sql(" and x.device_id = ").value(device, "bytea"));
        return transactions
                .inCatalog(catalog, tx -> DeviceScope.require(tx, device))
                .replaceWith(pages);
    }
}
