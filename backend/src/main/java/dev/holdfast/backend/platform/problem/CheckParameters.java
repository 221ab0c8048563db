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

/** Refuses invalid, unknown and repeated parameters. */
public class CheckParameters {
    private static final String FILTER = "filter";

    /**
     * Refuses path and query parameters that are not {@link PlainText}. {@link Parameters#filter} checks the filter, because it reports the
     * position of the bad character.
     */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void requirePlain(UriInfo uri) {
        Map<String, List<String>> path = uri.getPathParameters();
        if (!path.values().stream().flatMap(List::stream).allMatch(PlainText::isLine)) {
            throw ProblemException.notFound("The resource in the path");
        }
        Checks checks = new Checks();
        uri.getQueryParameters()
                .forEach((name, values) -> checks.that(
                        name.equals(FILTER) || values.stream().allMatch(PlainText::isLine), name, PlainText.RULE));
        checks.done();
    }

    /**
     * Refuses unknown and repeated query parameters, so that a misspelled filter is not ignored. The resource method declares the known
     * ones, directly or in records. Runs after the access filter, so that callers without permission learn nothing.
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
                .that(values.size() == 1, name, "must not be repeated"));
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
