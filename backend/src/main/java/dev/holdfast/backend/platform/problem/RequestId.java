package dev.holdfast.backend.platform.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Joins an answer with the log: the caller's {@code X-Request-Id} when it is well-formed, a new one otherwise. Every
 * answer carries it in the same header.
 */
public final class RequestId {
    /** The header in both directions. */
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestId() {}

    /** Gives a request its id; the first handler of every route. */
    public static void assign(RoutingContext request) {
        String offered = request.request().getHeader(HEADER);
        String id = offered != null && ACCEPTED.matcher(offered).matches() ? offered : fresh();
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    /** Tells requests apart and keeps nothing secret, so it takes no randomness of that kind. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Returns the id that {@link #assign} gave. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? "-" : id;
    }
}
