package dev.holdfast.ui.client;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A list of the operator API, read page by page as far as somebody scrolls. Each page says where the next one begins, so rows that come
 * or go do not move the others. Keeps what was read, at most {@value #LONGEST} rows: a filter finds the rest.
 */
public final class LinkedPages<T> {
    /** The most rows in one response of the operator API. */
    public static final int MOST = 500;

    /** The most rows that the console shows of a list. */
    public static final int LONGEST = 10_000;

    /** How many pages without a row are read in a row: there may be thousands when hardly anything matches a filter. */
    private static final int IN_VAIN = 10;

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([A-Za-z0-9_-]+)");

    private final int pageSize;
    private final Source<T> source;
    private final List<Read<T>> read = new ArrayList<>();
    private boolean complete;

    @FunctionalInterface
    public interface Source<T> {
        /** Returns the page behind a cursor with at most {@code limit} rows; a null cursor is the first page. */
        Page<T> page(@Nullable String cursor, int limit);
    }

    /**
     * A page of a list.
     *
     * @param rows in order
     * @param next the cursor of the next page; null on the last
     * @param total how many rows the list has; null if unknown
     */
    public record Page<T>(
            List<T> rows, @Nullable String next, @Nullable Total total) {
        public Page(List<T> rows, @Nullable String next) {
            this(rows, next, null);
        }

        /** Makes a page of a list that pages by offsets; the cursor of a page is its offset. */
        public static <T> Page<T> at(@Nullable String cursor, List<T> rows, long total) {
            long next = (long) offset(cursor) + rows.size();
            boolean last = rows.isEmpty() || next >= total;
            return new Page<>(rows, last ? null : Long.toString(next), new Total(total, false));
        }

        /** Returns the offset that a cursor of such a list stands for. */
        public static int offset(@Nullable String cursor) {
            return cursor == null ? 0 : Integer.parseInt(cursor);
        }

        public <R> Page<R> map(Function<List<T>, List<R>> change) {
            return new Page<>(change.apply(rows), next, total);
        }
    }

    /**
     * The length of a list.
     *
     * @param rows how many there are
     * @param estimated whether that is an estimate
     */
    public record Total(long rows, boolean estimated) {}

    /** A page that was read, with what was asked for; {@code old} pages are read again when their rows are asked for. */
    private record Read<T>(@Nullable String cursor, int limit, Page<T> page, boolean old) {
        private int size() {
            return page.rows().size();
        }
    }

    private LinkedPages(int pageSize, Source<T> source) {
        this.pageSize = pageSize;
        this.source = source;
    }

    /** Returns a list whose responses link to the next page; reads nothing yet. The request's limit is the size of a page. */
    public static <T> LinkedPages<T> linked(ListRequest first, Function<ListRequest, RestResponse<List<T>>> source) {
        return of(first.limit(), (cursor, limit) -> page(source.apply(first.behind(cursor, limit))));
    }

    public static <T> LinkedPages<T> none() {
        return of(MOST, (cursor, limit) -> new Page<>(List.of(), null));
    }

    public static <T> LinkedPages<T> of(int pageSize, Source<T> source) {
        return new LinkedPages<>(pageSize, source);
    }

    /** Reads a response that links to the next page. */
    public static <T> Page<T> page(RestResponse<List<T>> response) {
        @Nullable String link = response.getHeaderString(HttpHeaders.LINK);
        Matcher found = CURSOR.matcher(link == null ? "" : link);
        return new Page<>(response.getEntity(), found.find() ? found.group(1) : null);
    }

    /** Returns up to {@code limit} rows from an offset on. Fewer at the end, and after many pages without a match: ask again to read on. */
    public List<T> rows(int offset, int limit) {
        int until = (int) Math.min((long) offset + limit, LONGEST);
        readAgain(offset, until);
        int vain = 0;
        while (!complete && size() < until && vain < IN_VAIN) {
            String cursor = read.isEmpty() ? null : read.getLast().page().next();
            int wanted = until - size() > pageSize ? MOST : pageSize;
            Page<T> page = source.page(cursor, wanted);
            read.add(new Read<>(cursor, wanted, page, false));
            complete = page.next() == null;
            vain += page.rows().isEmpty() ? 1 : 0;
        }
        return known().stream().limit(until).skip(offset).toList();
    }

    public List<T> first() {
        return rows(0, pageSize);
    }

    public List<T> known() {
        return read.stream().flatMap(page -> page.page().rows().stream()).toList();
    }

    /**
     * Marks pages with rows of a range to be read again when their rows are asked for: the first page, where new rows appear, and pages
     * with a row that {@code changes} may concern.
     */
    public void renew(int offset, int limit, Predicate<T> changes) {
        int from = 0;
        for (int number = 0; number < read.size(); number++) {
            Read<T> page = read.get(number);
            boolean inRange = from < offset + limit && (number == 0 ? offset == 0 : from + page.size() > offset);
            if (inRange && (number == 0 || page.page().rows().stream().anyMatch(changes))) {
                read.set(number, new Read<>(page.cursor(), page.limit(), page.page(), true));
            }
            from += page.size();
        }
    }

    private void readAgain(int offset, int until) {
        int from = 0;
        for (int number = 0; number < read.size() && from < until; number++) {
            Read<T> page = read.get(number);
            if (page.old() && (number == 0 || from + page.size() > offset)) {
                Page<T> again = source.page(page.cursor(), page.limit());
                read.set(number, new Read<>(page.cursor(), page.limit(), again, false));
                if (!Objects.equals(again.next(), page.page().next())) {
                    // The next page begins elsewhere now.
                    read.subList(number + 1, read.size()).clear();
                    complete = again.next() == null;
                }
            }
            from += read.get(number).size();
        }
    }

    public boolean isComplete() {
        return complete;
    }

    public boolean isEmpty() {
        return complete && size() == 0;
    }

    /** Returns whether there may be rows behind the first so many, and they can be read. */
    public boolean hasMore(int shown) {
        return shown < LONGEST && (!complete || shown < size());
    }

    /** Returns whether the list is known to be longer than the console shows. */
    public boolean isCut() {
        Total total = total();
        return (total != null && total.rows() > LONGEST) || size() > LONGEST || (size() == LONGEST && !complete);
    }

    public int size() {
        return read.stream().mapToInt(Read::size).sum();
    }

    /** Returns the length of the list as the first page tells it; null if unknown. */
    public @Nullable Total total() {
        return read.isEmpty() ? null : read.getFirst().page().total();
    }
}
