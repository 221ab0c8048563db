package dev.holdfast.backend.platform.db;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Makes Flyway wait 15 minutes instead of 50 seconds for migrations that another backend runs, because they take long on large tables.
 * Kubernetes waits as long ({@code startupProbe} in {@code k8s/base/backend.yaml}).
 */
@Singleton
@FlywayDataSource("owner")
class MigrationLock implements FlywayConfigurationCustomizer {
    /** Flyway's polling interval. */
    private static final Duration ASK = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.lockRetryCount((int) LONGEST.dividedBy(ASK));
    }
}
