package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopedListing;
import dev.holdfast.contract.operator.device.DeviceCount;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lists devices that match a filter, page by page. */
@ApplicationScoped
public class ListDevices implements ScopedListing<DeviceView> {
    private final Transactions transactions;

    ListDevices(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Request for a page of at most {@code limit} devices, after a cursor (null for the start). */
    record Request(
            List<Scope> scopes,
            Filter filter,
            DeviceOrder order,
            @Nullable PageCursor after,
            int limit) {
        /** Returns whether the page begins with the first match. */
        private boolean isFromStart() {
            return after == null;
        }

        /** Returns order and filter, which identify the list that a cursor belongs to. */
        static String list(Filter filter, DeviceOrder order) {
            return order.text() + ' ' + filter.text();
        }
    }

    /** Returns a page with the total number of matches. */
    Uni<DevicePage> page(CatalogId catalog, Request request) {
        return read(
                catalog,
                request,
                (list, positions) -> positions.size() <= request.limit() && request.isFromStart()
                        ? Uni.createFrom().item(new DeviceList.Total(positions.size(), false))
                        : list.total());
    }

    /** Returns the number of devices that match a filter. */
    Uni<DeviceCount> count(CatalogId catalog, List<Scope> scopes, Filter filter) {
        return transactions.listPage(
                catalog,
                tx -> DeviceList.of(tx, scopes, filter, tx.now(), null)
                        .chain(DeviceList::total)
                        .map(total -> new DeviceCount(total.devices(), total.estimated())));
    }

    private Uni<DevicePage> read(
            CatalogId catalog, Request request, BiFunction<DeviceList, List<PageCursor>, Uni<DeviceList.Total>> total) {
        return Cursor.mapCursorErrors(
                request.after(),
                transactions.listPage(
                        catalog,
                        tx -> DeviceList.of(tx, request.scopes(), request.filter(), tx.now(), request.order())
                                .chain(list -> list.positions(request.order(), request.after(), request.limit() + 1)
                                        .chain(positions -> total.apply(list, positions)
                                                .chain(devices -> page(tx, request, positions, devices))))));
    }

    private static Uni<DevicePage> page(Tx tx, Request request, List<PageCursor> positions, DeviceList.Total total) {
        List<PageCursor> page = positions.subList(0, Math.min(request.limit(), positions.size()));
        String next = positions.size() > request.limit()
                ? page.getLast().text(Request.list(request.filter(), request.order()))
                : null;
        return FindDevices.inOrder(tx, page.stream().map(PageCursor::device).toList())
                .map(devices -> new DevicePage(devices, total.devices(), total.estimated(), next));
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public Class<DeviceView> type() {
        return DeviceView.class;
    }

    @Override
    public FilterVocabulary vocabulary() {
        return DeviceFields.VOCABULARY;
    }

    @Override
    public List<String> orders() {
        return DeviceOrder.names();
    }

    @Override
    public Pages<DeviceView> pages(
            CatalogId catalog, List<Scope> scopes, @Nullable String filter, @Nullable String sort) {
        Filter devices = Parameters.filter(filter, DeviceFields.VOCABULARY);
        DeviceOrder order = DeviceOrder.parse(sort);
        String list = Request.list(devices, order);
        return new Pages<>() {
            @Override
            public Filter filter() {
                return devices;
            }

            @Override
            public Uni<Slice<DeviceView>> page(@Nullable String cursor, int limit) {
                return slice(catalog, new Request(scopes, devices, order, PageCursor.parse(cursor, list), limit))
                        .map(page -> new Slice<>(page.items(), page.next()));
            }
        };
    }

    /** Returns a page without the total. */
    private Uni<DevicePage> slice(CatalogId catalog, Request request) {
        return read(catalog, request, (list, positions) -> Uni.createFrom().item(new DeviceList.Total(0, true)));
    }
}
