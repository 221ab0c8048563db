package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.ListingInScopes;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists devices that meet a filter, page by page. */
@ApplicationScoped
public class ListDevices implements ListingInScopes<DeviceView> {
    private final Transactions transactions;
    private final Clock clock;

    ListDevices(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What of a list is wanted.
     *
     * @param places where the devices are
     * @param filter which of them
     * @param order in which order
     * @param behind behind which place; null for the beginning
     * @param offset how many to leave out
     * @param limit how many at most
     */
    record Wanted(
            List<Scope> places,
            Filter filter,
            DeviceOrder order,
            @Nullable PageCursor behind,
            int offset,
            int limit) {
        /** Returns what a cursor is good for. */
        static String list(Filter filter, DeviceOrder order) {
            return order.text() + ' ' + filter.text();
        }
    }

    /** Returns a page of the devices that match, and how many there are. */
    Uni<DevicePage> page(CatalogId catalog, Wanted wanted) {
        return Cursor.blame(
                wanted.behind(),
                transactions.ofQuestion(
                        catalog,
                        sql -> DeviceList.of(sql, catalog, wanted.places(), wanted.filter(), clock.instant())
                                .chain(list ->
                                        list.survey().chain(survey -> page(sql, catalog, list, survey, wanted)))));
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
            CatalogId catalog, List<Scope> places, @Nullable String filter, @Nullable String sort) {
        Filter devices = DeviceFilters.of(filter).filter();
        DeviceOrder order = DeviceOrder.parse(sort);
        String list = Wanted.list(devices, order);
        return new Pages<>() {
            @Override
            public Filter filter() {
                return devices;
            }

            @Override
            public Uni<Slice<DeviceView>> page(@Nullable String cursor, int limit) {
                return slice(catalog, new Wanted(places, devices, order, PageCursor.parse(cursor, list), 0, limit))
                        .map(page -> new Slice<>(page.devices(), page.next()));
            }
        };
    }

    /** Returns a page without how many there are. */
    private Uni<DevicePage> slice(CatalogId catalog, Wanted wanted) {
        return transactions.ofQuestion(
                catalog,
                sql -> DeviceList.of(sql, catalog, wanted.places(), wanted.filter(), clock.instant())
                        .chain(list -> list.survey()
                                .chain(survey -> list.places(
                                        survey, wanted.order(), wanted.behind(), wanted.offset(), wanted.limit() + 1)))
                        .chain(places -> FindDevices.at(sql, catalog, ids(places, wanted.limit()))
                                .map(devices -> pageOf(devices, places, new Total(0, true), wanted))));
    }

    private static Uni<DevicePage> page(Sql sql, CatalogId catalog, DeviceList list, Survey survey, Wanted wanted) {
        return list.counted(survey, wanted.order(), wanted.behind(), wanted.offset(), wanted.limit() + 1)
                .chain(found -> total(list, survey, found.total())
                        .chain(total -> FindDevices.at(sql, catalog, ids(found.places(), wanted.limit()))
                                .map(devices -> pageOf(devices, found.places(), total, wanted))));
    }

    private static List<DeviceId> ids(List<PageCursor> places, int limit) {
        return places.stream().limit(limit).map(PageCursor::device).toList();
    }

    /**
     * How many there are.
     *
     * @param devices how many
     * @param estimated whether that is about how many
     */
    private record Total(long devices, boolean estimated) {}

    private static Uni<Total> total(DeviceList list, Survey survey, @Nullable Long counted) {
        if (counted != null) {
            return Uni.createFrom().item(new Total(counted, false));
        }
        if (list.isOfAll()) {
            return list.fleet().map(all -> new Total(all, false));
        }
        if (survey.sawAll()) {
            return Uni.createFrom().item(new Total(survey.found(), false));
        }
        return survey.isCommon()
                ? list.fleet().map(all -> new Total(survey.total(all), true))
                : list.count(survey).map(all -> new Total(all, false));
    }

    private static DevicePage pageOf(List<DeviceView> devices, List<PageCursor> places, Total total, Wanted wanted) {
        boolean more = places.size() > wanted.limit();
        return new DevicePage(
                devices,
                total.devices(),
                total.estimated(),
                more ? places.get(wanted.limit() - 1).text(Wanted.list(wanted.filter(), wanted.order())) : null);
    }
}
