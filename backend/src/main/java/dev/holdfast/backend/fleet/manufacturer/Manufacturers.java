package dev.holdfast.backend.fleet.manufacturer;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the silicon manufacturers that have a key, have endorsed chips, or are revoked. */
@ApplicationScoped
public class Manufacturers {
    private static final String REVOKED =
            "select manufacturer, revoked_at, revoked_by, reason from manufacturer_revocation";
    private static final String USAGE =
            "select manufacturer, chips, devices, catalogs, parts from manufacturer_usage()";

    private final ManufacturerKeys keys;
    private final Transactions transactions;

    Manufacturers(ManufacturerKeys keys, Transactions transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    public Uni<Set<String>> revoked() {
        return transactions.inInstallation(Manufacturers::revocations).map(Map::keySet);
    }

    /** Returns all manufacturers by name. */
    Uni<List<ManufacturerView>> all() {
        return Workers.run(keys::byManufacturer)
                .chain(files -> transactions.inInstallation(tx -> revocations(tx)
                        .chain(revoked ->
                                tx.list(USAGE, Manufacturers::usage).map(usages -> views(files, revoked, usages)))));
    }

    /** Returns a manufacturer; fails with {@code not-found}. */
    Uni<ManufacturerView> one(String name) {
        return all().map(all -> all.stream()
                .filter(manufacturer -> manufacturer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.NOT_FOUND, "Silicon manufacturer " + name + " does not exist.")));
    }

    private record Revocation(String manufacturer, Instant at, String by, String reason) {}

    private record Usage(String manufacturer, long chips, long devices, long catalogs, List<String> parts) {}

    private static Uni<Map<String, Revocation>> revocations(Tx tx) {
        return tx.list(
                        REVOKED,
                        row -> new Revocation(
                                row.getString("manufacturer"),
                                Columns.instant(row, "revoked_at"),
                                row.getString("revoked_by"),
                                row.getString("reason")))
                .map(all -> all.stream().collect(Collectors.toMap(Revocation::manufacturer, revocation -> revocation)));
    }

    private static Usage usage(Row row) {
        return new Usage(
                row.getString("manufacturer"),
                row.getLong("chips"),
                row.getLong("devices"),
                row.getLong("catalogs"),
                Stream.of(row.getArrayOfStrings("parts"))
                        .limit(ManufacturerView.MAX_PARTS)
                        .toList());
    }

    private static List<ManufacturerView> views(
            Map<String, List<ManufacturerKeyView>> files, Map<String, Revocation> revoked, List<Usage> usages) {
        Map<String, Usage> byManufacturer =
                usages.stream().collect(Collectors.toMap(Usage::manufacturer, usage -> usage));
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(files.keySet());
        names.addAll(revoked.keySet());
        names.addAll(byManufacturer.keySet());
        return names.stream()
                .map(name ->
                        view(name, files.getOrDefault(name, List.of()), revoked.get(name), byManufacturer.get(name)))
                .toList();
    }

    private static ManufacturerView view(
            String name, List<ManufacturerKeyView> files, @Nullable Revocation revoked, @Nullable Usage usage) {
        ManufacturerView.State unrevoked =
                files.isEmpty() ? ManufacturerView.State.WITHOUT_KEY : ManufacturerView.State.TRUSTED;
        return new ManufacturerView(
                name,
                revoked == null ? unrevoked : ManufacturerView.State.REVOKED,
                List.copyOf(files),
                usage == null ? 0 : usage.chips(),
                usage == null ? 0 : usage.devices(),
                usage == null ? 0 : usage.catalogs(),
                usage == null ? List.of() : usage.parts(),
                revoked == null ? null : revoked.at(),
                revoked == null ? null : revoked.by(),
                revoked == null ? null : revoked.reason());
    }
}
