package dev.holdfast.backend.platform.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Id that links a response with the log: the caller's {@code X-Request-Id} if well-formed, otherwise a new one. Every response has it
 * in the same header.
 */
public final class RequestId {
    /** Request and response header. */
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestId() {}

    /** Assigns the id; the first handler of every route. */
    public static void assign(RoutingContext request) {
        String offered = request.request().getHeader(HEADER);
        String id = offered != null && ACCEPTED.matcher(offered).matches() ? offered : fresh();
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    /** Returns a new id. It is not a secret, so it needs no secure randomness. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Returns the id assigned by {@link #assign}; {@code -} if there is none. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? "-" : id;
    }
}
