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
 * TLS 1.3 to one gateway, for any number of devices: one context, and for each connection the identity that its engine
 * was made for. A device never resumes a session, since a context's sessions may be another device's.
 */
final class DeviceTls {
    /** No port means: no place in the session cache. */
    private static final int NOT_CACHED = -1;

    /** As many as a small machine finishes well within the time limit of a handshake. */
    private static final int HANDSHAKES_AT_ONCE = 64;

    private final String host;
    private final SSLContext context;
    private final Set<Future<?>> working = ConcurrentHashMap.newKeySet();
    private final Turnstile turnstile = new Turnstile(HANDSHAKES_AT_ONCE);
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

    /** Returns what keeps the number of handshakes under way in bounds. */
    Turnstile turnstile() {
        return turnstile;
    }

    /**
     * Makes an engine for one connection; {@link #done} when its handshake is over.
     *
     * @param identity shown to the gateway
     * @param clock the gateway's certificate must be valid by it
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

    /** Does an engine's work on a worker thread. */
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

    /** Completes when the work that is under way is done: its results need their event loops. */
    Future<Void> idle() {
        return Future.join(List.copyOf(working)).mapEmpty();
    }

    /** The handshake is over, one way or the other. */
    void done(SSLEngine engine) {
        handshakes.end(engine);
    }
}
