package dev.holdfast.gateway.edge;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Provides the clock for the checks of certificates and manifest sets. */
final class SystemClock {
    @Produces
    @Singleton
    static InstantSource instants() {
        return InstantSource.system();
    }
}
