package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order in which very many devices are equal, such as by product: one stretch after the other, each a list of its own in the order of
 * IDs. Groups that have few devices are one stretch together, which is put in order. Left out are those whose devices cannot meet the filter; where the page
 * is not full after {@value #MOST} stretches, whatever meets it is put in order.
 */
final class Stretches {
    /** The most devices that are put in order at once. */
    private static final long FEW = 2_000;

    /** How many stretches are tried for one page. */
    private static final int MOST = 50;

    private final DeviceList list;
    private final DeviceOrder order;
    private final @Nullable PageCursor behind;
    private final int limit;

    private Stretches(DeviceList list, DeviceOrder order, @Nullable PageCursor behind, int limit) {
        this.list = list;
        this.order = order;
        this.behind = behind;
        this.limit = limit;
    }

    /**
     * Devices that are equal in what the list is ordered by.
     *
     * @param key what they have; null where several were put together
     * @param only which they are
     */
    private record Stretch(@Nullable String key, Filter.Field only) {}

    /** Returns the next places. */
    static Uni<List<PageCursor>> places(
            Sql sql,
            DeviceList list,
            DeviceOrder order,
            @Nullable PageCursor behind,
            int limit,
            Supplier<Uni<List<PageCursor>>> gathered) {
        Stretches stretches = new Stretches(list, order, behind, limit);
        return stretches
                .all(sql)
                .chain(all -> stretches
                        .through(all.subList(0, Math.min(MOST, all.size())), List.of())
                        .chain(found -> found.size() < limit && all.size() > MOST
                                ? gathered.get()
                                : Uni.createFrom().item(found)));
    }

    private Uni<List<Stretch>> all(Sql sql) {
        return switch (order.key()) {
            case TRUST -> Uni.createFrom().item(ranked(DeviceTerms.TRUST, DeviceOrder.TRUSTS));
            case UPDATE -> Uni.createFrom().item(ranked("update", DeviceOrder.UPDATES));
            case OS_VERSION ->
                sql.list(
                        versions(order.descending() ? "~>~" : "~<~"),
                        row -> new Stretch(
                                row.getString("key"),
                                DeviceTerms.oneOf(DeviceTerms.VERSION, List.of(row.getString("key")))),
                        behind == null ? null : behind.key(),
                        list.versions());
            default ->
                sql.list(
                                groups(order.expression(), order.descending()),
                                row -> new Groups(
                                        row.getString("key"),
                                        List.of(row.getArrayOfUUIDs("groups")),
                                        row.getLong("devices")),
                                list.catalog(),
                                behind == null ? null : behind.key(),
                                list.groups())
                        .map(Stretches::together);
        };
    }

    private List<Stretch> ranked(String field, List<String> values) {
        int from = behind == null ? 1 : rank(behind, values.size());
        List<Stretch> all = IntStream.rangeClosed(1, values.size())
                .filter(rank -> behind == null || (order.descending() ? rank <= from : rank >= from))
                .mapToObj(rank ->
                        new Stretch(Integer.toString(rank), DeviceTerms.oneOf(field, List.of(values.get(rank - 1)))))
                .toList();
        return order.descending() ? all.reversed() : all;
    }

    private static int rank(PageCursor place, int most) {
        return IntStream.rangeClosed(1, most)
                .filter(rank -> place.key().equals(Integer.toString(rank)))
                .findFirst()
                .orElseThrow(Cursor::foreign);
    }

    private static String versions(String comes) {
        return """
            select v as key from catalog_os_versions() v
            where ($1::text is null or $1 <> '' and (v = '' or v = $1 or $1 %1$s v) or $1 = '' and v = '')
              and ($2::text[] is null or v = any ($2))
            order by v = '', v using %1$s""".formatted(comes);
    }

    /** Groups that have devices, by what their devices have. */
    private static String groups(String expression, boolean descending) {
        return """
            select s.key, array_agg(s.group_id) as groups, sum(s.devices)::bigint as devices
            from (
                select %s as key, g.group_id, coalesce(c.devices, 0) as devices
                from device_group g
                join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
                left join (
                    select group_id, sum(devices) as devices from current_device_count
                    where catalog_id = $1 and manifest_version = 0
                      and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
                    group by group_id) c on c.group_id = g.group_id
                where g.catalog_id = $1 and ($3::uuid[] is null or g.group_id = any ($3))
            ) s where ($2::text is null or s.key %s $2) group by s.key having sum(s.devices) > 0 order by s.key %s""".formatted(expression, descending ? "<=" : ">=", descending ? "desc" : "");
    }

    private record Groups(String key, List<UUID> ids, long devices) {}

    /** Puts neighbours together as long as they have few devices. */
    private static List<Stretch> together(List<Groups> all) {
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int until = from + 1;
            long devices = all.get(from).devices();
            while (until < all.size() && devices + all.get(until).devices() <= FEW) {
                devices += all.get(until).devices();
                until++;
            }
            stretches.add(new Stretch(
                    until == from + 1 ? all.get(from).key() : null,
                    DeviceTerms.oneOf(
                            DeviceTerms.GROUPS,
                            all.subList(from, until).stream()
                                    .flatMap(groups -> groups.ids().stream())
                                    .map(UUID::toString)
                                    .toList())));
            from = until;
        }
        return stretches;
    }

    private Uni<List<PageCursor>> through(List<Stretch> left, List<PageCursor> found) {
        if (left.isEmpty() || found.size() == limit) {
            return Uni.createFrom().item(found);
        }
        return of(left.getFirst(), limit - found.size()).chain(more -> {
            List<PageCursor> all = new ArrayList<>(found);
            all.addAll(more);
            return through(left.subList(1, left.size()), all);
        });
    }

    private Uni<List<PageCursor>> of(Stretch stretch, int most) {
        DeviceList narrowed = list.narrowed(stretch.only());
        String key = stretch.key();
        if (key == null) {
            return narrowed.survey().chain(survey -> narrowed.gather(survey, order, behind, 0, most));
        }
        PageCursor from = behind != null && behind.key().equals(key) ? new PageCursor(behind.device(), "") : null;
        return narrowed.byId(from, most)
                .map(places -> places.stream()
                        .map(place -> new PageCursor(place.device(), key))
                        .toList());
    }
}
