package dev.holdfast.gateway.edge;

import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when devices can connect and the root of their certificates is loaded. An outage of the backend does not change
 * readiness, because the gateway answers from its caches.
 */
@Readiness
@Singleton
final class EdgeReadiness implements HealthCheck {
    private final Authority authority;
    private volatile boolean listening;

    EdgeReadiness(Authority authority) {
        this.authority = authority;
    }

    void listening(@ObservesAsync HttpsServerStart event) {
        listening = true;
    }

    @Override
    public HealthCheckResponse call() {
        boolean authorityKnown = authority.root() != null;
        return HealthCheckResponse.named("device listener")
                .status(listening && authorityKnown)
                .withData("listening", listening)
                .withData("authorityKnown", authorityKnown)
                .build();
    }
}
