package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.edge.DeviceIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Buffers the last contact of each device and submits the contacts to the backend once a second. During an outage, contacts stay in the
 * buffer, up to its size limit. A crash of the gateway loses the buffered contacts, usually those of the last second.
 */
@Singleton
final class Contacts {
    private static final Logger LOG = Logger.getLogger(Contacts.class);
    private static final int FLUSH_MILLIS = 1_000;
    private static final int MAX_BATCH = 10_000;

    private final Vertx vertx;
    private final BackendClient backend;
    private final InstantSource clock;
    private final int maximum;
    private final Counter dropped;
    private final ConcurrentMap<DeviceId, InternalApi.Contact> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean underWay = new AtomicBoolean();

    Contacts(Vertx vertx, BackendClient backend, InstantSource clock, UpdateSettings settings, MeterRegistry metrics) {
        this.vertx = vertx;
        this.backend = backend;
        this.clock = clock;
        this.maximum = settings.contacts();
        this.dropped = Counter.builder("holdfast.gateway.contacts.dropped")
                .description("Contacts that could not be submitted")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(FLUSH_MILLIS, tick -> flush());
    }

    /**
     * Records a contact of a device.
     *
     * @param manifestVersion version of the installed manifest set; 0 for none, unknown, or a set of another group
     * @param offered version of the manifest set that the device gets, or that a policy holds; 0 for none
     * @param heldBy ID of the policy that holds the set; empty if none does
     */
    void note(DeviceIdentity identity, long manifestVersion, KeyExchange keyExchange, long offered, String heldBy) {
        DeviceId device = identity.device();
        if (waiting.size() >= maximum && !waiting.containsKey(device)) {
            dropped.increment();
        } else {
            waiting.put(
                    device,
                    new InternalApi.Contact(
                            identity.witness(), clock.instant(), manifestVersion, keyExchange, offered, heldBy));
        }
    }

    private void flush() {
        if (waiting.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        List<InternalApi.Contact> batch =
                waiting.values().stream().limit(MAX_BATCH).toList();
        batch.forEach(contact -> waiting.remove(contact.witness().device(), contact));
        backend.contacts(batch).onFailure(failure -> failed(batch, failure)).onComplete(outcome -> underWay.set(false));
    }

    private void failed(List<InternalApi.Contact> batch, Throwable failure) {
        // A batch that made the backend fail is dropped, because a retry would block all later contacts.
        boolean isTemporary =
                failure instanceof BackendFailure.Unavailable || failure instanceof BackendFailure.RateLimited;
        if (isTemporary && !(failure instanceof BackendFailure.Failed)) {
            // Newer contacts take precedence.
            batch.forEach(contact -> waiting.putIfAbsent(contact.witness().device(), contact));
        } else {
            LOG.errorf("event=contacts-dropped count=%d detail=\"%s\"", batch.size(), failure.getMessage());
            dropped.increment(batch.size());
        }
    }
}
