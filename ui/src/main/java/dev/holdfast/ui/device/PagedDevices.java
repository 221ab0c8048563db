package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a list finds, for a grid that asks by numbers. The operator API pages by cursors, so that no page costs more than the one
 * before and what comes and goes meanwhile moves nothing; where each page begins is kept as far as somebody scrolls. A grid has at most {@value #MOST}
 * rows: nobody reads more, and what lies behind them a filter, another order or an export finds.
 */
final class PagedDevices {
    /** The most rows. */
    static final int MOST = 10_000;

    /** How many devices one call asks for. */
    static final int PAGE = 50;

    private final Source source;
    private final List<@Nullable String> begins = new ArrayList<>();
    private final DevicePage first;
    private boolean complete;

    /** Where the pages come from. */
    @FunctionalInterface
    interface Source {
        /** Returns the page behind a cursor; null for the first. */
        DevicePage page(@Nullable String cursor, int limit);
    }

    /** Reads the first page. */
    PagedDevices(Source source) {
        this.source = source;
        begins.add(null);
        first = read(0);
    }

    /** Returns the first page, which says how many there are. */
    DevicePage first() {
        return first;
    }

    /** Returns how many rows a grid has, as far as is known. */
    int rows() {
        return (int) Math.min(first.total(), MOST);
    }

    /** Returns up to {@code limit} devices from an offset on, fewer at the end. */
    List<DeviceView> devices(int offset, int limit) {
        List<DeviceView> found = new ArrayList<>();
        int until = Math.min(offset + limit, MOST);
        for (int page = offset / PAGE; page * PAGE < until && reach(page); page++) {
            List<DeviceView> devices = (page == 0 ? first : read(page)).devices();
            int from = Math.max(0, offset - page * PAGE);
            int to = Math.min(devices.size(), until - page * PAGE);
            if (from < to) {
                found.addAll(devices.subList(from, to));
            }
        }
        return found;
    }

    /** Finds out where a page begins; false when the list ends before. */
    private boolean reach(int page) {
        while (begins.size() <= page && !complete) {
            read(begins.size() - 1);
        }
        return page < begins.size();
    }

    private DevicePage read(int page) {
        DevicePage read = source.page(begins.get(page), PAGE);
        if (page == begins.size() - 1) {
            complete = read.next() == null;
            if (!complete) {
                begins.add(read.next());
            }
        }
        return read;
    }
}
