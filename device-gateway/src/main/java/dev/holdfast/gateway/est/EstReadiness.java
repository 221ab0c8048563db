package dev.holdfast.gateway.est;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when EST clients can connect. */
@Readiness
@Singleton
final class EstReadiness implements HealthCheck {
    private final EstListener listener;

    EstReadiness(EstListener listener) {
        this.listener = listener;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("EST listener")
                .status(listener.port() > 0)
                .build();
    }
}
