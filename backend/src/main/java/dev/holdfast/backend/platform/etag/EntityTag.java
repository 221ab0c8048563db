package dev.holdfast.backend.platform.etag;

import dev.holdfast.contract.id.Digest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Strong entity tags (RFC 9110 §8.8.3), and responses with them. A tag changes with what people change, not with counters and progress.
 */
public final class EntityTag {
    private static final int LENGTH = 32;

    private EntityTag() {}

    /** Returns the tag of these values, quotes included. */
    public static String of(@Nullable Object... values) {
        String all = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\0"));
        return '"' + Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, LENGTH) + '"';
    }

    /** Responds 200 with a representation. */
    public static <T> RestResponse<T> ok(T found, String tag) {
        return RestResponse.ResponseBuilder.ok(found)
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** Responds 201 with a new resource at the path {@code name} below that of the request. */
    public static <T> RestResponse<T> created(UriInfo request, Object name, T made, String tag) {
        return at(below(request, name), RestResponse.Status.CREATED, made, tag);
    }

    /** Responds with a resource and its address. */
    public static <T> RestResponse<T> at(URI address, RestResponse.Status status, T resource, String tag) {
        return RestResponse.ResponseBuilder.create(status, resource)
                .location(address)
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** Returns the address of the path {@code name} below that of the request. */
    public static URI below(UriInfo request, Object name) {
        return request.getAbsolutePathBuilder().segment(name.toString()).build();
    }
}
