package dev.holdfast.backend.platform.internal;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once gateways can call. */
@Readiness
@ApplicationScoped
public class InternalListenerReady implements HealthCheck {
    private final InternalListener listener;

    InternalListenerReady(InternalListener listener) {
        this.listener = listener;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("internal device API")
                .status(listener.port() != 0)
                .build();
    }
}
