package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.backend.BackendClient;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loads the root of device certificates from the backend. Retries until the root is loaded, then checks every five
 * minutes whether it changed. A loaded root stays in use during outages of the backend.
 */
@Singleton
final class Authority {
    private static final Logger LOG = Logger.getLogger(Authority.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final BackendClient backend;
    private volatile @Nullable DeviceRoot root;

    Authority(Vertx vertx, BackendClient backend) {
        this.vertx = vertx;
        this.backend = backend;
    }

    /** Returns the root; null until it is loaded. */
    @Nullable
    DeviceRoot root() {
        return root;
    }

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(now -> load());
    }

    private void load() {
        backend.authority()
                .onComplete(
                        authority -> {
                            accept(authority);
                            loadAfter(root == null ? RETRY : REFRESH);
                        },
                        failure -> {
                            if (root == null) {
                                LOG.warnf("event=authority-unknown detail=\"%s\"", failure.getMessage());
                            }
                            loadAfter(RETRY);
                        });
    }

    private void accept(InternalApi.Authority authority) {
        try {
            DeviceRoot loaded = DeviceRoot.ofPem(authority.rootCertificate());
            // A DeviceRoot caches verified certificates, so keep the old object if the root is the same.
            if (!loaded.hasSameCertificateAs(root)) {
                root = loaded;
                LOG.info("event=authority-known");
            }
        } catch (CertificateException e) {
            LOG.errorf("event=authority-unreadable detail=\"%s\"", e.getMessage());
        }
    }

    private void loadAfter(Duration delay) {
        vertx.setTimer(delay.toMillis(), timer -> load());
    }
}
