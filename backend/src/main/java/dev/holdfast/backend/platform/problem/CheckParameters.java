package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.operator.text.PlainText;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses parameters that cannot be meant. */
public class CheckParameters {
    private static final String FILTER = "filter";

    /**
     * Refuses path and query parameters that are no {@link PlainText}, before anyone looks for what they name. Of a filter {@link
     * Parameters#filter} says which character it is.
     */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void requirePlain(UriInfo uri) {
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

    /**
     * Refuses query parameters that an operation does not have, and those that are sent twice, so that a misspelt filter is not answered as
     * if there were none, nor two as if there were one. An operation has those that its resource method declares, as parameters of its own or
     * in records of them. Runs behind the access filter: who may not call an operation learns nothing about it.
     */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    void requireDeclared(ResourceInfo resource, UriInfo uri) {
        Map<String, List<String>> sent = uri.getQueryParameters();
        if (sent.isEmpty()) {
            return;
        }
        List<String> declared = declaredBy(resource.getResourceMethod());
        String rule = "is unknown; this operation has "
                + (declared.isEmpty() ? "no parameters" : String.join(", ", declared));
        Checks checks = new Checks();
        sent.forEach((name, values) -> checks.that(declared.contains(name), name, rule)
                .that(values.size() == 1, name, "is there more than once"));
        checks.done();
    }

    private static List<String> declaredBy(Method operation) {
        return Arrays.stream(operation.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                        : Stream.of(parameter))
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .toList();
    }
}
