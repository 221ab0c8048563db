package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.revocation.CertificateView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Lists device certificates, ordered by device or serial number. Other queries need the indexes on both columns too, so lists add no cost
 * to issuing (ADR 0025). A page may have fewer rows than its limit although more pages follow (ADR 0031).
 */
@Singleton
public class ListCertificates extends KeysetList<CertificateView> {
    private static final Order.Key DEVICE = new Order.Key("device", "x.device_id", "bytea");
    private static final Order.Key SERIAL = new Order.Key("serial", "x.serial", "bytea");
    private static final Order.Key EXPIRES = new Order.Key("expires", "x.not_after", "timestamptz");
    private static final Order.Choice OF_DEVICE = Order.Choice.of(EXPIRES, SERIAL, true, SERIAL);

    private final FindDevices findDevices;

    ListCertificates(Transactions transactions, Clock clock, FindDevices findDevices) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "device-certificates",
                        CertificateView.class,
                        CertificateFields.VOCABULARY,
                        (condition, now) -> CertificateTerms.fields(now).on(condition, now),
                        Order.Choice.of(DEVICE, SERIAL, false, SERIAL),
                        "select * from issued_certificate where catalog_id = $1",
                        each(CertificateRows::view)));
        this.findDevices = findDevices;
    }

    /** Returns the certificates of a device, latest expiry first; fails with {@code not-found} for a device that was never in the catalog. */
    Uni<Pages<CertificateView>> ofDevice(CatalogId catalog, DeviceId device, ListParameters parameters) {
        Pages<CertificateView> pages = pages(
                catalog,
                filter(parameters.filter()),
                OF_DEVICE.parse(parameters.sort()),
                found -> found.sql(" and x.device_id = ").value(device, "bytea"));
        return findDevices.requireEverHad(catalog, device).replaceWith(pages);
    }

    @Override
    protected Uni<Consumer<SqlBuilder>> narrowing(Tx tx, Filter filter, Instant now) {
        return Signers.of(tx).map(signers -> found -> new CertificateIndexes(found, signers, now).add(filter));
    }

    @Override
    protected SqlBuilder joined(SqlBuilder page, Order order) {
        return page.prepend("select x.*, " + CertificateRows.END + " from (")
                .sql(") x " + CertificateRows.ENDED + order.orderBy());
    }
}
