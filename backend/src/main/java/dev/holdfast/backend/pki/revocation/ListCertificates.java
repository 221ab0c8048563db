package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.revocation.CertificateView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists device certificates, ordered by device or serial number. Those have indexes anyway, so that lists cost devices nothing (ADR
 * 0025). A page may be short (ADR 0031).
 */
@Singleton
public class ListCertificates implements Listing<CertificateView> {
    private static final Order.Key DEVICE = new Order.Key("device", "x.device_id", "bytea");

    private static final Order.Key SERIAL = new Order.Key("serial", "x.serial", "bytea");
    private static final Order.Key EXPIRES = new Order.Key("expires", "x.not_after", "timestamptz");
    private static final Order.Choice OF_CATALOG = Order.Choice.of(DEVICE, SERIAL, false, SERIAL);
    private static final Order.Choice OF_DEVICE = Order.Choice.of(EXPIRES, SERIAL, true, SERIAL);

    private final Transactions transactions;
    private final FindDevices findDevices;

    ListCertificates(Transactions transactions, FindDevices findDevices) {
        this.transactions = transactions;
        this.findDevices = findDevices;
    }

    @Override
    public String name() {
        return "device-certificates";
    }

    @Override
    public Class<CertificateView> type() {
        return CertificateView.class;
    }

    @Override
    public FilterVocabulary vocabulary() {
        return CertificateFields.VOCABULARY;
    }

    @Override
    public List<String> orders() {
        return OF_CATALOG.names();
    }

    @Override
    public Pages<CertificateView> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        return pages(catalog, Parameters.filter(filter, vocabulary()), OF_CATALOG.parse(sort), null);
    }

    /** Returns the certificates of a device, latest expiry first; fails with {@code not-found} for a device that was never in the catalog. */
    Uni<Pages<CertificateView>> ofDevice(CatalogId catalog, DeviceId device, ListParameters parameters) {
        Pages<CertificateView> pages = pages(
                catalog,
                Parameters.filter(parameters.filter(), vocabulary()),
                OF_DEVICE.parse(parameters.sort()),
                device);
        return findDevices.requireEverHad(catalog, device).replaceWith(pages);
    }

    private Pages<CertificateView> pages(CatalogId catalog, Filter filter, Order order, @Nullable DeviceId device) {
        String list = name() + ' ' + order.text() + ' ' + filter.text();
        return new Pages<>() {
            @Override
            public Filter filter() {
                return filter;
            }

            @Override
            public Uni<Slice<CertificateView>> page(@Nullable String cursor, int limit) {
                CertificateSearch.PageRequest request = new CertificateSearch.PageRequest(
                        filter, order, cursor == null ? null : Cursor.read(list, cursor), limit);
                return Cursor.blame(cursor, found(catalog, device, request)).map(found -> slice(list, found, limit));
            }
        };
    }

    private Uni<CertificateSearch.Found> found(
            CatalogId catalog, @Nullable DeviceId device, CertificateSearch.PageRequest request) {
        return transactions.ofList(catalog, tx -> CertificateSearch.next(tx, device, request, tx.now()));
    }

    private static Slice<CertificateView> slice(String list, CertificateSearch.Found found, int limit) {
        List<Row> page = found.rows().subList(0, Math.min(limit, found.rows().size()));
        byte[] next = found.rows().size() > limit ? Order.place(page.getLast()) : found.next();
        return new Slice<>(
                page.stream().map(CertificateRows::view).toList(), next == null ? null : Cursor.write(list, next));
    }
}
