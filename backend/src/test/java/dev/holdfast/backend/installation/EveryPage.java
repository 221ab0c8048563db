package dev.holdfast.backend.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page. */
public final class EveryPage {
    private EveryPage() {}

    /** Returns all rows of a list, read in pages of this size. Each page but the last links to the next. */
    public static List<Map<String, Object>> of(Operator reader, String list, int size) {
        List<Map<String, Object>> rows = new ArrayList<>();
        @Nullable String next = null;
        do {
            Response page = reader.get(list + "?limit=" + size + (next == null ? "" : "&cursor=" + next))
                    .statusCode(200)
                    .extract()
                    .response();
            List<Map<String, Object>> items = page.jsonPath().getList("items");
            assertThat(items).as(list).hasSizeLessThanOrEqualTo(size);
            rows.addAll(items);
            next = page.jsonPath().getString("next");
            assertThat(page.header("Link") == null).as(list).isEqualTo(next == null);
        } while (next != null);
        return rows;
    }
}
