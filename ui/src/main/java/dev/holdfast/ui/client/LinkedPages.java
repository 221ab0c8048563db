package dev.holdfast.ui.client;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A list of the operator API, read page after page as far as somebody scrolls. Each page links to the next one, so that what is added
 * meanwhile moves nothing; what was read is kept to answer offsets.
 *
 * @param <T> what a row is
 */
public final class LinkedPages<T> {
    /** The most rows that a page has. */
    public static final int MOST = 500;

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([A-Za-z0-9_-]+)");

    private final Source<T> source;
    private final List<T> read = new ArrayList<>();
    private @Nullable String next;
    private boolean complete;

    /**
     * Where the pages come from.
     *
     * @param <T> what a row is
     */
    @FunctionalInterface
    public interface Source<T> {
        /** Returns the page behind a cursor, with the link to the next one; null for the first. */
        RestResponse<List<T>> page(@Nullable String cursor);
    }

    /** Reads nothing yet. */
    public LinkedPages(Source<T> source) {
        this.source = source;
    }

    /** Reads a list to its end. */
    public static <T> List<T> all(Source<T> source) {
        return new LinkedPages<>(source).rows(0, Integer.MAX_VALUE);
    }

    /** Returns up to {@code limit} rows from an offset on, fewer at the end. */
    public List<T> rows(int offset, int limit) {
        while (!complete && read.size() < (long) offset + limit) {
            readOn();
        }
        int from = Math.min(offset, read.size());
        return List.copyOf(read.subList(from, (int) Math.min((long) from + limit, read.size())));
    }

    /** Returns whether the last row was read. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns how many rows were read so far. */
    public int size() {
        return read.size();
    }

    private void readOn() {
        RestResponse<List<T>> page = source.page(next);
        read.addAll(page.getEntity());
        next = cursor(page.getHeaderString(HttpHeaders.LINK));
        complete = next == null;
    }

    private static @Nullable String cursor(@Nullable String link) {
        Matcher found = CURSOR.matcher(link == null ? "" : link);
        return found.find() ? found.group(1) : null;
    }
}
