package dev.holdfast.backend.platform.db;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets a backend that starts beside another wait until that one has changed the tables, which takes as long as they are large; Flyway
 * alone gives up after 50 seconds. As long as Kubernetes lets it start ({@code startupProbe} in {@code k8s/base/backend.yaml}).
 */
@Singleton
@FlywayDataSource("owner")
class MigrationsWait implements FlywayConfigurationCustomizer {
    /** Flyway asks once a second. */
    private static final Duration ASK = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.lockRetryCount((int) LONGEST.dividedBy(ASK));
    }
}
