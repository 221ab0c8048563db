package dev.holdfast.backend.platform.etag;

import dev.holdfast.contract.id.Digest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** Strong entity tags (RFC 9110 §8.8.3), and answers that carry them. */
public final class EntityTag {
    private static final int LENGTH = 32;

    private EntityTag() {}

    /** Returns the tag, quotes included, that follows from these values and from nothing else. */
    public static String of(Object... values) {
        String all = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\0"));
        return '"' + Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, LENGTH) + '"';
    }

    /** Answers 200 with what is there. */
    public static <T> RestResponse<T> ok(T found, String tag) {
        return RestResponse.ResponseBuilder.ok(found)
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** Answers 201 with what was made at the path {@code name} below that of the request. */
    public static <T> RestResponse<T> created(UriInfo request, String name, T made, String tag) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, made)
                .location(request.getAbsolutePathBuilder().segment(name).build())
                .header(HttpHeaders.ETAG, tag)
                .build();
    }
}
