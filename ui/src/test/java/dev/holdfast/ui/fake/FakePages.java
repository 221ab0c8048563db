package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Pages of a list with links to the next page. The cursor is the number of rows before a page. */
public final class FakePages {
    private FakePages() {}

    /** Returns the page at a cursor. A null cursor means the first page. */
    public static <T> RestResponse<List<T>> of(List<T> all, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int until = Math.min(from + limit, all.size());
        RestResponse.ResponseBuilder<List<T>> page = RestResponse.ResponseBuilder.ok(all.subList(from, until));
        return until < all.size() ? page.header(HttpHeaders.LINK, link(until)).build() : page.build();
    }

    /** Returns the rows of the page at a cursor. A null cursor means the first page. */
    static <T> List<T> cut(List<T> all, @Nullable String cursor, int limit) {
        return all.stream()
                .skip(cursor == null ? 0 : Long.parseLong(cursor))
                .limit(limit)
                .toList();
    }

    /** Returns the cursor of the page after the one at a cursor, or null if there is none. */
    static @Nullable String next(List<?> all, @Nullable String cursor, int limit) {
        int until = (cursor == null ? 0 : Integer.parseInt(cursor)) + limit;
        return until < all.size() ? Integer.toString(until) : null;
    }

    /** Cuts an HTTP response to the requested page. Returns the link to the next page, or null if there is none. */
    static @Nullable String cut(JsonNode answer, Map<String, String> query) {
        if (!(answer instanceof ArrayNode rows) || !query.containsKey("limit")) {
            return null;
        }
        int from = Math.min(Integer.parseInt(query.getOrDefault("cursor", "0")), rows.size());
        int until = Math.min(from + Integer.parseInt(query.get("limit")), rows.size());
        @Nullable String next = until < rows.size() ? link(until) : null;
        while (rows.size() > until) {
            rows.remove(until);
        }
        for (int row = 0; row < from; row++) {
            rows.remove(0);
        }
        return next;
    }

    private static String link(int cursor) {
        return "<?cursor=" + cursor + ">; rel=\"next\"";
    }
}
