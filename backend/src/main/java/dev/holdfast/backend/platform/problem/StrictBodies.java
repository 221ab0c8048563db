package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * How bodies of the operator API are read: a member that an operation does not know, or that is there twice, is refused, because a
 * misspelt {@code product} would otherwise give a role in the whole catalog. What devices send, other processes answer and the database
 * keeps is read by the application's own mapper and may have members that a later version added.
 */
@Provider
public class StrictBodies implements ContextResolver<ObjectMapper> {
    private final ObjectMapper strict;

    StrictBodies(ObjectMapper json) {
        strict = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }
}
