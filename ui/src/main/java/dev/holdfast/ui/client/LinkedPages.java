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
 * A list of the operator API, read page by page while scrolling. Each page has the cursor of the next, so new or deleted rows do not move
 * the others. Returns at most {@value #LONGEST} rows. A filter finds rows beyond that.
 */
public final class LinkedPages<T> {
    /** The maximum number of rows in a response of the operator API. */
    public static final int MAX = 500;

    /** The maximum number of rows that the console shows of a list. */
    public static final int LONGEST = 10_000;

    /** The maximum number of empty pages that one call reads. A rare match can be behind thousands of empty pages. */
    private static final int EMPTY_PAGES = 10;

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([A-Za-z0-9_-]+)");

    private final int pageSize;
    private final Source<T> source;
    private final List<Read<T>> read = new ArrayList<>();
    private boolean complete;

    @FunctionalInterface
    public interface Source<T> {
        /** Returns the page of a cursor, or the first page for null, with at most {@code limit} rows. */
        Page<T> page(@Nullable String cursor, int limit);
    }

    /**
     * A page of a list.
     *
     * @param rows in order
     * @param next the cursor of the next page; null on the last
     * @param total the length of the list; null if unknown
     */
    public record Page<T>(
            List<T> rows, @Nullable String next, @Nullable Total total) {
        public Page(List<T> rows, @Nullable String next) {
            this(rows, next, null);
        }

        /** Makes a page of a list with offsets. The cursor of a page is its offset. */
        public static <T> Page<T> at(@Nullable String cursor, List<T> rows, long total) {
            long next = (long) offset(cursor) + rows.size();
            boolean last = rows.isEmpty() || next >= total;
            return new Page<>(rows, last ? null : Long.toString(next), new Total(total, false));
        }

        /** Returns the offset of a cursor. */
        public static int offset(@Nullable String cursor) {
            return cursor == null ? 0 : Integer.parseInt(cursor);
        }

        public <R> Page<R> map(Function<List<T>, List<R>> change) {
            return new Page<>(change.apply(rows), next, total);
        }
    }

    /** The length of a list; {@code estimated} tells whether {@code rows} is an estimate. */
    public record Total(long rows, boolean estimated) {}

    /** A page that was read, with its request. If {@code old}, it is read again on use. */
    private record Read<T>(@Nullable String cursor, int limit, Page<T> page, boolean old) {
        private int size() {
            return page.rows().size();
        }
    }

    private LinkedPages(int pageSize, Source<T> source) {
        this.pageSize = pageSize;
        this.source = source;
    }

    /** Returns a list whose responses link to the next page; reads nothing yet. The page size is the request's limit. */
    public static <T> LinkedPages<T> linked(ListRequest first, Function<ListRequest, RestResponse<List<T>>> source) {
        return of(first.limit(), (cursor, limit) -> page(source.apply(first.after(cursor, limit))));
    }

    public static <T> LinkedPages<T> none() {
        return of(MAX, (cursor, limit) -> new Page<>(List.of(), null));
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

    /** Returns up to {@code limit} rows from an offset. Returns fewer after {@value #EMPTY_PAGES} empty pages: then call again to read on. */
    public List<T> rows(int offset, int limit) {
        int until = (int) Math.min((long) offset + limit, LONGEST);
        readAgain(offset, until);
        int empty = 0;
        while (!complete && size() < until && empty < EMPTY_PAGES) {
            String cursor = read.isEmpty() ? null : read.getLast().page().next();
            int size = until - size() > pageSize ? MAX : pageSize;
            Page<T> page = source.page(cursor, size);
            read.add(new Read<>(cursor, size, page, false));
            complete = page.next() == null;
            empty += page.rows().isEmpty() ? 1 : 0;
        }
        return known().stream().limit(until).skip(offset).toList();
    }

    /** Returns the rows of the first page; reads the page if necessary. */
    public List<T> first() {
        return rows(0, pageSize);
    }

    /** Returns the rows that were read so far. */
    public List<T> known() {
        return read.stream().flatMap(page -> page.page().rows().stream()).toList();
    }

    /** Marks pages of a range to be read again on use: the first page, for new rows, and pages with a row that {@code changes} matches. */
    public void markOutdated(int offset, int limit, Predicate<T> changes) {
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
                    // The following pages now begin at other rows.
                    read.subList(number + 1, read.size()).clear();
                    complete = again.next() == null;
                }
            }
            from += read.get(number).size();
        }
    }

    /** Returns whether the last page was read. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns whether the list has no rows. False before the last page was read. */
    public boolean isEmpty() {
        return complete && size() == 0;
    }

    /** Returns whether the list can have more rows than the {@code shown} ones, and the console shows more. */
    public boolean hasMore(int shown) {
        return shown < LONGEST && (!complete || shown < size());
    }

    /** Returns whether the list is known to be longer than the console shows. */
    public boolean isTruncated() {
        Total total = total();
        return (total != null && total.rows() > LONGEST) || size() > LONGEST || (size() == LONGEST && !complete);
    }

    public int size() {
        return read.stream().mapToInt(Read::size).sum();
    }

    /** Returns the length of the list according to the first page; null if the page was not read or does not tell. */
    public @Nullable Total total() {
        return read.isEmpty() ? null : read.getFirst().page().total();
    }
}
