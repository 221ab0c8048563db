package dev.holdfast.ui.client;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A list of the operator API, read page after page as far as somebody scrolls. Each page says where the next one begins, so that what is
 * added meanwhile moves nothing; what was read is kept to answer offsets. That is at most {@value #LONGEST} rows: nobody reads more, and
 * what lies behind them a filter finds.
 *
 * @param <T> what a row is
 */
public final class LinkedPages<T> {
    /** The most rows that a page has. */
    public static final int MOST = 500;

    /** The most rows that a page of the console shows of a list. */
    public static final int LONGEST = 10_000;

    /** How many pages without a row are read for one answer: of a filter that hardly anything meets there may be thousands. */
    private static final int IN_VAIN = 10;

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([A-Za-z0-9_-]+)");

    private final Source<Page<T>> source;
    private final List<Read<T>> read = new ArrayList<>();
    private boolean complete;

    /**
     * Where the pages come from.
     *
     * @param <P> what a page is
     */
    @FunctionalInterface
    public interface Source<P> {
        /** Returns the page behind a cursor; null for the first. */
        P page(@Nullable String cursor);
    }

    /**
     * Some rows, and where they go on.
     *
     * @param <T> what a row is
     * @param rows in their order
     * @param next the cursor of the next page; null behind the last
     */
    public record Page<T>(List<T> rows, @Nullable String next) {}

    /** A page that was read behind a cursor, and whether it may say something else by now. */
    private record Read<T>(@Nullable String cursor, Page<T> page, boolean old) {
        private int size() {
            return page.rows().size();
        }
    }

    private LinkedPages(Source<Page<T>> source) {
        this.source = source;
    }

    /** Returns the pages of a list whose answers link to the next one, of which it reads nothing yet. */
    public static <T> LinkedPages<T> linked(Source<RestResponse<List<T>>> source) {
        return of(cursor -> {
            RestResponse<List<T>> page = source.page(cursor);
            return new Page<>(page.getEntity(), cursor(page.getHeaderString(HttpHeaders.LINK)));
        });
    }

    /** Returns the pages of a list without rows. */
    public static <T> LinkedPages<T> none() {
        return of(cursor -> new Page<>(List.of(), null));
    }

    /** Returns the pages of any other list, of which it reads nothing yet. */
    public static <T> LinkedPages<T> of(Source<Page<T>> source) {
        return new LinkedPages<>(source);
    }

    /** Returns up to {@code limit} rows from an offset on; fewer at the end, and where looking on was in vain for long: who wants more asks again. */
    public List<T> rows(int offset, int limit) {
        int until = (int) Math.min((long) offset + limit, LONGEST);
        readAgain(offset, until);
        int vain = 0;
        while (!complete && size() < until && vain < IN_VAIN) {
            int before = size();
            readOn();
            vain += size() == before ? 1 : 0;
        }
        return read.stream()
                .flatMap(page -> page.page().rows().stream())
                .limit(until)
                .skip(offset)
                .toList();
    }

    /**
     * Lets the first page be read again, where what is new comes, and each other one that has a row which {@code moves} on: when its rows are
     * asked for.
     */
    public void renew(Predicate<T> moves) {
        read.replaceAll(page -> new Read<>(
                page.cursor(),
                page.page(),
                page.cursor() == null
                        || page.old()
                        || page.page().rows().stream().anyMatch(moves)));
    }

    private void readAgain(int offset, int until) {
        int from = 0;
        for (int number = 0; number < read.size() && from < until; number++) {
            Read<T> page = read.get(number);
            if (page.old() && (page.cursor() == null || from + page.size() > offset)) {
                Page<T> again = source.page(page.cursor());
                read.set(number, new Read<>(page.cursor(), again, false));
                if (!Objects.equals(again.next(), page.page().next())) {
                    // What comes behind begins elsewhere now.
                    read.subList(number + 1, read.size()).clear();
                    complete = again.next() == null;
                }
            }
            from += read.get(number).size();
        }
    }

    /** Returns whether the last row was read. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns whether it has no rows at all. */
    public boolean isEmpty() {
        return complete && size() == 0;
    }

    /** Returns whether there may be rows behind the first so many, and they can be read. */
    public boolean hasMore(int shown) {
        return shown < LONGEST && (!complete || shown < size());
    }

    /** Returns whether as many rows were read as are ever shown, and there are more. */
    public boolean isCut() {
        return size() > LONGEST || (size() == LONGEST && !complete);
    }

    /** Returns how many rows were read so far. */
    public int size() {
        return read.stream().mapToInt(Read::size).sum();
    }

    private void readOn() {
        String cursor = read.isEmpty() ? null : read.getLast().page().next();
        Page<T> page = source.page(cursor);
        read.add(new Read<>(cursor, page, false));
        complete = page.next() == null;
    }

    private static @Nullable String cursor(@Nullable String link) {
        Matcher found = CURSOR.matcher(link == null ? "" : link);
        return found.find() ? found.group(1) : null;
    }
}
