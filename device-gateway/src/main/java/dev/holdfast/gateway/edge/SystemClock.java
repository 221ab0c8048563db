package dev.holdfast.gateway.edge;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The time that certificates and manifests are judged by. */
final class SystemClock {
    @Produces
    @Singleton
    static InstantSource instants() {
        return InstantSource.system();
    }
}
