package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.PlutonProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS 1.3 to one gateway for any number of devices: one context, and one identity per engine. Sessions are never
 * resumed, because a context's session could be another device's.
 */
final class DeviceTls {
    /** Without a port, JSSE does not use its session cache. */
    private static final int NOT_CACHED = -1;

    /** A small machine finishes this many within the time limit of a handshake. */
    private static final int HANDSHAKES_AT_ONCE = 64;

    private final String host;
    private final SSLContext context;
    private final Set<Future<?>> working = ConcurrentHashMap.newKeySet();
    private final ConcurrencyLimit handshakeLimit = new ConcurrencyLimit(HANDSHAKES_AT_ONCE);
    private final Handshakes handshakes = new Handshakes();

    DeviceTls(String host, X509ExtendedTrustManager trust) throws GeneralSecurityException {
        PlutonProvider.install();
        this.host = host;
        context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {new ConnectionKeyManager(handshakes)},
                new TrustManager[] {new DeviceTrustManager(trust, handshakes)},
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
     * @param identity presented to the gateway
     * @param clock by which the gateway's certificate must be valid
     */
    SSLEngine engine(DeviceIdentity identity, InstantSource clock) {
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

    /** Completes when all tasks are done; their results need the event loops. */
    Future<Void> idle() {
        return Future.join(List.copyOf(working)).mapEmpty();
    }

    /** Ends the handshake of an engine, successful or not. */
    void done(SSLEngine engine) {
        handshakes.end(engine);
    }
}
