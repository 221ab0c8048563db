package dev.holdfast.gateway.edge;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Clock for certificates and manifests. */
final class SystemClock {
    @Produces
    @Singleton
    static InstantSource instants() {
        return InstantSource.system();
    }
}
