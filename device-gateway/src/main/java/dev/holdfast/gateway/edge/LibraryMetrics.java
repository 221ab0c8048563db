package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Leaves out metrics of libraries whose names or help texts Prometheus' linter refuses. */
@Singleton
class LibraryMetrics {
    private static final Set<String> REFUSED = Set.of("system.cpu.count", "process.cpu.time");

    @Produces
    @Singleton
    MeterFilter filter() {
        return MeterFilter.deny(id -> REFUSED.contains(id.getName()));
    }
}
