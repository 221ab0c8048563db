package dev.holdfast.backend.metrics;

import dev.holdfast.backend.platform.tx.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Gauges of the installation, read twice a minute. They disappear while the database cannot be read. */
@ApplicationScoped
public class InstallationMetrics {
    private static final Logger LOG = Logger.getLogger(InstallationMetrics.class);
    private static final String GAUGES = "select gauge, catalog, label, value from installation_gauges($1, $2)";
    private static final String EVENT_LAG = "select event_lag() as lag";
    private static final String LAG = "lag";

    private final Transactions transactions;
    private final int catalogs;
    private final Map<String, MultiGauge> gauges;

    InstallationMetrics(
            Transactions transactions,
            MeterRegistry meters,
            @ConfigProperty(name = "holdfast.metrics.catalogs", defaultValue = "50") int catalogs) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.gauges = Map.of(
                "devices",
                gauge(meters, "holdfast.devices", "Claimed devices by health"),
                "blocked",
                gauge(meters, "holdfast.devices.blocked", "Blocked devices, with any health"),
                "expiring",
                gauge(
                        meters,
                        "holdfast.certificates.expiring",
                        "Devices whose newest certificate expires within an hour, at most 100000 of a catalog"),
                "authority",
                gauge(
                        meters,
                        "holdfast.authority.expiry.timestamp.seconds",
                        "Expiry of a catalog's newest certificate authority, in seconds since 1970"),
                "jobs",
                gauge(meters, "holdfast.device.jobs.running", "Running jobs on devices"),
                "approvals",
                gauge(meters, "holdfast.approvals.waiting", "Requests that wait for approval"),
                "seal",
                gauge(
                        meters,
                        "holdfast.audit.seal.lag.seconds",
                        "Age of the oldest audit entry that no checkpoint covers"),
                LAG,
                gauge(
                        meters,
                        "holdfast.event.lag.seconds",
                        "Age of the oldest event that an open transaction delays to gateways"));
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String help) {
        return MultiGauge.builder(name).description(help).register(meters);
    }

    private record Sample(String gauge, String catalog, String label, double value) {}

    /** Reads all gauges. */
    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return transactions
                .inInstallation(tx -> tx.list(
                                GAUGES,
                                row -> new Sample(
                                        row.getString("gauge"),
                                        row.getString("catalog"),
                                        row.getString("label"),
                                        row.getDouble("value")),
                                tx.now(),
                                catalogs)
                        .chain(samples ->
                                tx.one(EVENT_LAG, row -> row.getDouble("lag")).invoke(lag -> show(samples, lag))))
                .replaceWithVoid()
                .onFailure()
                .invoke(this::hide)
                .onFailure()
                .recoverWithNull();
    }

    private void show(List<Sample> samples, double lag) {
        Map<String, List<MultiGauge.Row<?>>> rows = samples.stream()
                .collect(Collectors.groupingBy(
                        Sample::gauge,
                        Collectors.mapping(
                                sample -> MultiGauge.Row.of(tags(sample), sample.value()), Collectors.toList())));
        gauges.forEach((name, gauge) -> gauge.register(
                name.equals(LAG) ? List.of(MultiGauge.Row.of(Tags.empty(), lag)) : rows.getOrDefault(name, List.of()),
                true));
    }

    private static Tags tags(Sample sample) {
        return switch (sample.gauge()) {
            case "devices" -> Tags.of("catalog", sample.catalog(), "health", sample.label());
            case "seal" -> Tags.empty();
            default -> Tags.of("catalog", sample.catalog());
        };
    }

    private void hide(Throwable failure) {
        LOG.warnf("cannot read the metrics of the installation: %s", failure.getMessage());
        gauges.values().forEach(gauge -> gauge.register(List.of(), true));
    }
}
