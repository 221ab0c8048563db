package dev.holdfast.backend.platform.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.contract.operator.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Responses with a page of a list: selected fields and a link to the next page (RFC 8288). */
@ApplicationScoped
public class ListResponses {
    private final ObjectMapper json;

    ListResponses(ObjectMapper json) {
        this.json = json;
    }

    public <V> Uni<RestResponse<Object>> page(Listing<V> listing, Pages<V> pages, ListParameters parameters) {
        Fields fields = Fields.of(listing.type(), parameters.fields());
        int limit = Parameters.limit(parameters.limit());
        return pages.page(parameters.cursor(), limit)
                .map(slice -> linked(
                        new Page<>(
                                slice.rows().stream()
                                        .map(row -> fields.of(json.<JsonNode>valueToTree(row)))
                                        .toList(),
                                slice.next()),
                        slice.next(),
                        parameters.uri()));
    }

    /** Returns a page with more members than {@link Page}, whose {@code items} have the selected fields. */
    public RestResponse<Object> page(Object page, Class<?> row, @Nullable String next, ListParameters parameters) {
        Fields fields = Fields.of(row, parameters.fields());
        if (fields.all()) {
            return linked(page, next, parameters.uri());
        }
        JsonNode selected = json.valueToTree(page);
        selected.get("items").forEach(fields::of);
        return linked(selected, next, parameters.uri());
    }

    /** Returns a page of a list with a single order. */
    public static <V> RestResponse<Object> page(Slice<V> slice, PageParameters parameters) {
        return linked(new Page<>(slice.rows(), slice.next()), slice.next(), parameters.uri());
    }

    /** Returns 200 with a body and the link to the next page; {@code next} is null on the last page. */
    public static RestResponse<Object> linked(Object body, @Nullable String next, UriInfo uri) {
        ResponseBuilder<Object> response = ResponseBuilder.ok(body);
        return next == null
                ? response.build()
                // Relative, because the public host name is unknown.
                : response.header(
                                HttpHeaders.LINK,
                                "<?"
                                        + uri.getRequestUriBuilder()
                                                .replaceQueryParam("cursor", next)
                                                .build()
                                                .getRawQuery()
                                        + ">; rel=\"next\"")
                        .build();
    }
}
