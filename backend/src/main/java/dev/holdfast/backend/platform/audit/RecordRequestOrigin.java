package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.problem.RequestId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Records the origin of operator API requests that appear in the audit log. */
@ApplicationScoped
public class RecordRequestOrigin {
    /** Priority of the filter: after the request id is assigned, before resources. */
    private static final int EARLY = 900;

    private static final int MAX_AGENT = 200;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** Part of the paths of exports. Exports are audited although they only read. */
    private static final String EXPORTS = "/exports/";

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final int MIN_SECRET = 32;

    private final @Nullable ConsoleProxy console;

    RecordRequestOrigin(@ConfigProperty(name = "holdfast.console.proxy-secret") Optional<String> secret) {
        secret.filter(text -> text.length() < MIN_SECRET).ifPresent(_ -> {
            throw new IllegalStateException("HOLDFAST_CONSOLE_PROXY_SECRET needs at least 32 characters.");
        });
        this.console = secret.map(ConsoleProxy::new).orElse(null);
    }

    void register(@Observes Filters filters) {
        filters.register(this::note, EARLY);
    }

    private void note(RoutingContext request) {
        if (!READING.contains(request.request().method())
                || request.normalizedPath().contains(EXPORTS)) {
            new RequestOrigin(address(request), agent(request), RequestId.of(request), "", "", "").set();
        }
        request.next();
    }

    /** Returns the client's address as the console forwards it; {@code quarkus.http.proxy} resolves other trusted proxies. */
    private String address(RoutingContext request) {
        String forwarded = console == null
                ? null
                : console.address(request.request().headers().getAll("Forwarded"));
        if (forwarded != null) {
            return forwarded;
        }
        SocketAddress address = request.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? String.valueOf(address == null ? "" : address.host()) : host;
    }

    private static String agent(RoutingContext request) {
        String agent = request.request().getHeader(HttpHeaders.USER_AGENT);
        String plain = agent == null ? "" : UNPRINTABLE.matcher(agent).replaceAll("?");
        return plain.length() <= MAX_AGENT ? plain : plain.substring(0, MAX_AGENT);
    }
}
