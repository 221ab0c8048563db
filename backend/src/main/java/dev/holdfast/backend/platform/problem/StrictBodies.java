package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * Parses bodies of the operator API strictly: unknown and duplicate members are refused, because a misspelled {@code product} would
 * otherwise assign a role in the whole catalog. Data of devices, other processes and the database is parsed leniently by the application's
 * mapper, so that later versions can add members.
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
