package dev.holdfast.backend.installation;

import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a list to its end by following the links to the next page. */
public final class LinkedPages {
    private static final String NEXT = ">; rel=\"next\"";

    private LinkedPages() {}

    /** Returns a field of each row. {@code field} is a JSON path in a row, such as {@code serialNumber}, or empty for whole rows. */
    public static List<Object> of(Operator operator, String path, String field) {
        List<Object> all = new ArrayList<>();
        @Nullable String page = path;
        while (page != null) {
            Response answer = operator.request().urlEncodingEnabled(false).get(OperatorApi.BASE + page);
            answer.then().statusCode(200);
            all.addAll(answer.jsonPath().getList(field.isEmpty() ? "items" : "items." + field));
            page = next(path, answer.header("Link"));
        }
        return all;
    }

    /** Returns the target of a link relative to a path; null without one. */
    public static @Nullable String next(String path, @Nullable String link) {
        return link == null
                ? null
                : path.split("\\?", 2)[0] + link.substring(link.indexOf('?'), link.length() - NEXT.length());
    }
}
