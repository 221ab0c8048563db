package dev.holdfast.backend.installation;

import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            all.addAll(field.isEmpty() ? items(answer) : answer.jsonPath().getList("items." + field));
            page = next(path, answer.header("Link"));
        }
        return all;
    }

    /** Returns the rows of a page. Reads the whole page, because RestAssured compiles each JSON path as a Groovy script. */
    public static List<Object> items(Response page) {
        Map<String, List<Object>> members = page.jsonPath().getMap("");
        return Objects.requireNonNull(members.get("items"));
    }

    /** Returns the target of a link relative to a path; null without one. */
    public static @Nullable String next(String path, @Nullable String link) {
        return link == null
                ? null
                : path.split("\\?", 2)[0] + link.substring(link.indexOf('?'), link.length() - NEXT.length());
    }
}
