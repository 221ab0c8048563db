package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.client.LinkedPages;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a list finds, for a grid that asks by numbers. The operator API pages by cursors, so that no page costs more than the one
 * before and what comes and goes meanwhile moves nothing; where pages begin is kept as far as somebody scrolls. A grid has at most
 * {@value LinkedPages#LONGEST} rows: nobody reads more, and what lies behind them a filter, another order or an export finds.
 */
final class PagedDevices {
    /** How many devices one call asks for. */
    static final int PAGE = 50;

    /** How many on the way to where somebody drags the scrollbar: as many as the operator API gives, so that it takes few calls. */
    static final int LEAP = 500;

    private final Source source;
    /** Cursors by the number of rows before them. */
    private final TreeMap<Integer, Begin> begins = new TreeMap<>();

    private final DevicePage first;

    /** Where the pages come from. */
    @FunctionalInterface
    interface Source {
        /** Returns the page behind a cursor; null for the first. */
        DevicePage page(@Nullable String cursor, int limit);
    }

    /** Where a page begins. */
    private record Begin(int offset, @Nullable String cursor) {}

    /** Reads the first page. */
    PagedDevices(Source source) {
        this.source = source;
        Begin begin = new Begin(0, null);
        begins.put(0, begin);
        first = read(begin, PAGE);
    }

    /** Returns the first page, which says how many there are. */
    DevicePage first() {
        return first;
    }

    /** Returns whether there are more than a grid has rows, as far as is known. */
    boolean isCut() {
        return first.total() > LinkedPages.LONGEST || begins.lastKey() >= LinkedPages.LONGEST;
    }

    /** Returns how many rows a grid has, as far as is known. */
    int rows() {
        return (int) Math.min(first.total(), LinkedPages.LONGEST);
    }

    /** Returns up to {@code limit} devices from an offset on, fewer at the end. */
    List<DeviceView> devices(int offset, int limit) {
        List<DeviceView> found = new ArrayList<>();
        int until = Math.min(offset + limit, LinkedPages.LONGEST);
        int at = offset;
        while (at < until) {
            Begin begin = begins.floorEntry(at).getValue();
            int before = at - begin.offset();
            DevicePage page = begin.offset() == 0 && before < PAGE ? first : read(begin, before < PAGE ? PAGE : LEAP);
            List<DeviceView> devices = page.devices();
            if (before < devices.size()) {
                List<DeviceView> wanted = devices.subList(before, Math.min(devices.size(), until - begin.offset()));
                found.addAll(wanted);
                at += wanted.size();
            }
            if (page.next() == null || devices.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private DevicePage read(Begin begin, int limit) {
        DevicePage page = source.page(begin.cursor(), limit);
        if (page.next() != null) {
            int next = begin.offset() + page.devices().size();
            begins.put(next, new Begin(next, page.next()));
        }
        return page;
    }
}
