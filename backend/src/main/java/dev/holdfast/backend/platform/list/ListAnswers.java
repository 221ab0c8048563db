package dev.holdfast.backend.platform.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Responses with a page of a list: selected fields and a link to the next page (RFC 8288). */
@ApplicationScoped
public class ListAnswers {
    private final ObjectMapper json;

    ListAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** Returns the requested page. */
    public <V> Uni<RestResponse<Object>> page(Listing<V> listing, Pages<V> pages, ListParameters asked) {
        Fields fields = Fields.of(listing.type(), asked.fields());
        int limit = Parameters.limit(asked.limit());
        return pages.page(asked.cursor(), limit)
                .map(slice -> linked(
                        slice.rows().stream()
                                .map(row -> fields.of(json.<JsonNode>valueToTree(row)))
                                .toList(),
                        slice.next(),
                        asked.uri()));
    }

    /** Returns a page of a list with a single order. */
    public static <V> RestResponse<Object> page(Slice<V> slice, PageParameters asked) {
        return linked(slice.rows(), slice.next(), asked.uri());
    }

    /** Adds the link to the next page; {@code next} is null on the last page. */
    public static RestResponse<Object> linked(Object body, @Nullable String next, UriInfo uri) {
        ResponseBuilder<Object> answer = ResponseBuilder.ok(body);
        return next == null
                ? answer.build()
                // Relative, because the public host name is unknown.
                : answer.header(
                                HttpHeaders.LINK,
                                "<?"
                                        + uri.getRequestUriBuilder()
                                                .replaceQueryParam("cursor", next)
                                                // It was left out before the first page.
                                                .replaceQueryParam("offset")
                                                .build()
                                                .getRawQuery()
                                        + ">; rel=\"next\"")
                        .build();
    }
}
