package dev.holdfast.sim.agent;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;

/** The devices of active handshakes. JSSE looks them up by engine, and by alias. */
final class Handshakes {
    private final Map<SSLEngine, Party> byEngine = new ConcurrentHashMap<>();
    private final Map<String, Party> byAlias = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /** The device of a handshake, with an alias that is never used again. */
    record Party(String alias, DeviceIdentity identity, InstantSource clock) {}

    void begin(SSLEngine engine, DeviceIdentity identity, InstantSource clock) {
        Party party = new Party("handshake-" + names.incrementAndGet(), identity, clock);
        byEngine.put(engine, party);
        byAlias.put(party.alias(), party);
    }

    void end(SSLEngine engine) {
        Party party = byEngine.remove(engine);
        if (party != null) {
            byAlias.remove(party.alias());
        }
    }

    Optional<Party> of(SSLEngine engine) {
        return Optional.ofNullable(byEngine.get(engine));
    }

    Optional<Party> of(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }
}
