package dev.holdfast.backend.fleet.list;

import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of last contact in a catalog of more devices than a {@link Survey} looks at: by the hour of it, of which there is an index that
 * costs a contact nothing, and within an hour by ID. An hour that has few devices comes from the index, one that has very many
 * is a list of its own (ADR 0031).
 */
final class ByHour {
    private static final Duration HOUR = Duration.ofHours(1);

    private final DeviceList list;
    private final DeviceOrder order;
    private final int limit;

    private ByHour(DeviceList list, DeviceOrder order, int limit) {
        this.list = list;
        this.order = order;
        this.limit = limit;
    }

    /** Returns the next places. */
    static Uni<List<PageCursor>> places(DeviceList list, DeviceOrder order, @Nullable PageCursor behind, int limit) {
        return new ByHour(list, order, limit).walk(behind);
    }

    private Uni<List<PageCursor>> walk(@Nullable PageCursor behind) {
        if (behind == null) {
            return from(null, List.of());
        }
        OffsetDateTime hour = DeviceList.hour(behind.key());
        return list.ofHour(hour, behind.device(), limit).chain(found -> from(after(hour), found));
    }

    /** Goes on with the hours from one on; null for the first of all. */
    private Uni<List<PageCursor>> from(@Nullable OffsetDateTime first, List<PageCursor> found) {
        return found.size() >= limit
                ? Uni.createFrom().item(found)
                : list.hours(order, first, limit - found.size()).chain(look -> next(look, found));
    }

    private Uni<List<PageCursor>> next(Look look, List<PageCursor> found) {
        List<PageCursor> all = new ArrayList<>(found);
        all.addAll(look.places());
        OffsetDateTime last = look.last();
        if (look.looked() < Survey.MOST || last == null || all.size() >= limit) {
            return Uni.createFrom().item(all);
        }
        return last.equals(look.first())
                ? list.ofHour(last, null, limit - all.size()).chain(more -> {
                    all.addAll(more);
                    return from(after(last), all);
                })
                : from(last, all);
    }

    private OffsetDateTime after(OffsetDateTime hour) {
        return order.descending() ? hour.minus(HOUR) : hour.plus(HOUR);
    }

    /**
     * What a look at the next devices came to.
     *
     * @param looked how many were looked at, {@link Survey#MOST} at most
     * @param first the hour that the first is of; null when there was none
     * @param last the hour that the last is of: if there may be more, nothing of it is among the places
     * @param places those that meet the filter, of hours that were looked at as a whole
     */
    record Look(
            long looked,
            @Nullable OffsetDateTime first,
            @Nullable OffsetDateTime last,
            List<PageCursor> places) {}

    /** A device of which all that is needed is where it is. */
    static PageCursor place(DeviceId device, OffsetDateTime hour) {
        return new PageCursor(device, hour.toInstant().toString());
    }
}
