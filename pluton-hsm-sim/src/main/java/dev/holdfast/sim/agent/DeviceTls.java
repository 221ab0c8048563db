package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.PlutonProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.cert.TrustAnchor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.3 client for one gateway, shared by any number of devices: one context for all, and one engine with its own
 * identity for each connection. Sessions are never resumed, because a session in the shared context may belong to
 * another device.
 */
final class DeviceTls {
    /** Without a port, JSSE does not use its session cache. */
    private static final int NOT_CACHED = -1;

    /** Number of concurrent handshakes that a small machine finishes within their time limit. */
    private static final int HANDSHAKES_AT_ONCE = 64;

    private final String host;
    private final SSLContext context;
    private final Set<Future<?>> working = ConcurrentHashMap.newKeySet();
    private final ConcurrencyLimit handshakeLimit = new ConcurrencyLimit(HANDSHAKES_AT_ONCE);
    private final Handshakes handshakes = new Handshakes();

    DeviceTls(String host, Set<TrustAnchor> anchors) throws GeneralSecurityException {
        PlutonProvider.install();
        this.host = host;
        context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {new ConnectionKeyManager(handshakes)},
                new TrustManager[] {new DeviceTrustManager(anchors, handshakes)},
                null);
        context.getClientSessionContext().setSessionCacheSize(1);
    }

    /** Returns the limit of concurrent handshakes. */
    ConcurrencyLimit handshakeLimit() {
        return handshakeLimit;
    }

    /**
     * Makes an engine for one connection. Call {@link #done} after its handshake.
     *
     * @param identity identity to present to the gateway
     * @param clock clock by which the gateway's certificate must be valid; empty to ignore its dates
     */
    SSLEngine engine(DeviceIdentity identity, Optional<InstantSource> clock) {
        SSLEngine engine = context.createSSLEngine(host, NOT_CACHED);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        handshakes.begin(engine, identity, clock);
        return engine;
    }

    /** Runs a task of an engine on a worker thread. */
    void work(Vertx vertx, Runnable task) {
        Future<?> work = vertx.executeBlocking(
                () -> {
                    task.run();
                    return true;
                },
                false);
        working.add(work);
        work.onComplete(done -> working.remove(work));
    }

    /** Completes when all tasks are done. Until then, the event loops must run, because tasks deliver their results there. */
    Future<Void> idle() {
        return Future.join(List.copyOf(working)).mapEmpty();
    }

    /** Ends the handshake of an engine, successful or not. */
    void done(SSLEngine engine) {
        handshakes.end(engine);
    }
}
