package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.operator.text.PlainText;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses path and query parameters that are no {@link PlainText}, before anyone looks for what they name. Of a filter {@link
 * Parameters#filter} says which character it is.
 */
public class PlainParameters {
    private static final String FILTER = "filter";

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void check(UriInfo uri) {
        Map<String, List<String>> path = uri.getPathParameters();
        if (!path.values().stream().flatMap(List::stream).allMatch(PlainText::isLine)) {
            throw ProblemException.notFound("What the path names");
        }
        Checks checks = new Checks();
        uri.getQueryParameters()
                .forEach((name, values) -> checks.that(
                        name.equals(FILTER) || values.stream().allMatch(PlainText::isLine), name, PlainText.RULE));
        checks.done();
    }
}
