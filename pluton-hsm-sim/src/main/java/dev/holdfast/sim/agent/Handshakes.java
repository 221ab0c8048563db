package dev.holdfast.sim.agent;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;

/** The devices of active handshakes. JSSE looks them up by engine, and by alias. */
final class Handshakes {
    private final Map<SSLEngine, Client> byEngine = new ConcurrentHashMap<>();
    private final Map<String, Client> byAlias = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /**
     * The device of a handshake.
     *
     * @param alias name that is never used again
     * @param clock clock by which the gateway's certificate must be valid; empty to ignore its dates
     */
    record Client(String alias, DeviceIdentity identity, Optional<InstantSource> clock) {}

    void begin(SSLEngine engine, DeviceIdentity identity, Optional<InstantSource> clock) {
        Client client = new Client("handshake-" + names.incrementAndGet(), identity, clock);
        byEngine.put(engine, client);
        byAlias.put(client.alias(), client);
    }

    void end(SSLEngine engine) {
        Client client = byEngine.remove(engine);
        if (client != null) {
            byAlias.remove(client.alias());
        }
    }

    Optional<Client> of(SSLEngine engine) {
        return Optional.ofNullable(byEngine.get(engine));
    }

    Optional<Client> of(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }
}
