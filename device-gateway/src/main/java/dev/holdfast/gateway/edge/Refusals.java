package dev.holdfast.gateway.edge;

import dev.holdfast.connection.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests: every device gets the same response, and the reason is only logged and counted. If an address has too many refusals,
 * the connection of a refused request is closed instead, so that the peer needs a new handshake.
 */
@Singleton
public final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final Map<RefusalReason, Counter> counters = new EnumMap<>(RefusalReason.class);
    private final RateLimit<String> addresses;
    private final LogLimit limit = new LogLimit(5);

    Refusals(EdgeSettings settings, MeterRegistry metrics) {
        addresses = new RateLimit<>(settings.refusalsPerAddress(), settings.addresses());
        Arrays.stream(RefusalReason.values())
                .forEach(reason -> counters.put(
                        reason,
                        Counter.builder("holdfast.gateway.refusals")
                                .description("Refused requests, by reason")
                                .tag("reason", reason.label())
                                .register(metrics)));
    }

    /** Returns whether the address of a request has reached the limit of refusals. */
    boolean isRefusedOften(RoutingContext request) {
        // Checked first, because formatting an address takes time.
        return !addresses.isIdle() && addresses.isExhausted(Responses.address(request));
    }

    /** Refuses a request whose identity {@link DeviceGate} has determined. */
    public void refuse(RoutingContext request, RefusalReason reason, @Nullable String detail) {
        refuse(request, DeviceGate.identity(request), reason, detail);
    }

    /**
     * Refuses a request.
     *
     * @param identity identity for the log; null if the certificate proves none
     * @param detail detail for the log; null for none
     */
    void refuse(
            RoutingContext request, @Nullable DeviceIdentity identity, RefusalReason reason, @Nullable String detail) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
        limit.log(suppressed -> LOG.warnf(
                "event=refused reason=%s certificate=%s device=%s address=%s method=%s path=%s detail=\"%s\" suppressed=%d",
                reason.label(),
                identity == null ? "-" : identity.certificate(),
                identity == null ? "-" : identity.device().shortText(),
                Responses.address(request),
                LogLimit.printable(request.request().method().name()),
                LogLimit.printable(String.valueOf(request.request().path())),
                LogLimit.printable(detail == null ? "-" : detail),
                suppressed));
        if (addresses.allows(Responses.address(request))) {
            Responses.refused(request);
        } else {
            var _ = request.request().connection().close();
        }
    }
}
