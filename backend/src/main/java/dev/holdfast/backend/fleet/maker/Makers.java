package dev.holdfast.backend.fleet.maker;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.maker.MakerKeyView;
import dev.holdfast.contract.operator.maker.MakerView;
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
import org.jspecify.annotations.Nullable;

/** Which silicon makers there are: those with a key, those that endorsed chips, and those that were revoked. */
@ApplicationScoped
public class Makers {
    private static final String REVOKED = "select maker, revoked_at, revoked_by, reason from maker_revocation";
    private static final String USAGE = "select maker, chips, devices, catalogs from maker_usage()";

    private final MakerKeys keys;
    private final Transactions transactions;

    Makers(MakerKeys keys, Transactions transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    /** Returns the names of the makers whose word counts no longer. */
    public Uni<Set<String>> revoked() {
        return transactions.inInstallation(Makers::revocations).map(Map::keySet);
    }

    /** Returns every maker, by name. */
    Uni<List<MakerView>> all() {
        return Workers.run(keys::byMaker)
                .chain(files -> transactions.inInstallation(tx -> revocations(tx)
                        .chain(revoked -> tx.list(USAGE, Makers::usage).map(usages -> views(files, revoked, usages)))));
    }

    /** Returns a maker; fails with {@code not-found}. */
    Uni<MakerView> one(String name) {
        return all().map(all -> all.stream()
                .filter(maker -> maker.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(ProblemType.NOT_FOUND, "There is no silicon maker " + name + ".")));
    }

    private record Revocation(String maker, Instant at, String by, String reason) {}

    private record Usage(String maker, long chips, long devices, long catalogs) {}

    private static Uni<Map<String, Revocation>> revocations(Tx tx) {
        return tx.list(
                        REVOKED,
                        row -> new Revocation(
                                row.getString("maker"),
                                Columns.instant(row, "revoked_at"),
                                row.getString("revoked_by"),
                                row.getString("reason")))
                .map(all -> all.stream().collect(Collectors.toMap(Revocation::maker, revocation -> revocation)));
    }

    private static Usage usage(Row row) {
        return new Usage(row.getString("maker"), row.getLong("chips"), row.getLong("devices"), row.getLong("catalogs"));
    }

    private static List<MakerView> views(
            Map<String, List<MakerKeyView>> files, Map<String, Revocation> revoked, List<Usage> usages) {
        Map<String, Usage> byMaker = usages.stream().collect(Collectors.toMap(Usage::maker, usage -> usage));
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(files.keySet());
        names.addAll(revoked.keySet());
        names.addAll(byMaker.keySet());
        return names.stream()
                .map(name -> view(name, files.getOrDefault(name, List.of()), revoked.get(name), byMaker.get(name)))
                .toList();
    }

    private static MakerView view(
            String name, List<MakerKeyView> files, @Nullable Revocation revoked, @Nullable Usage usage) {
        MakerView.State unrevoked = files.isEmpty() ? MakerView.State.WITHOUT_KEY : MakerView.State.TRUSTED;
        return new MakerView(
                name,
                revoked == null ? unrevoked : MakerView.State.REVOKED,
                List.copyOf(files),
                usage == null ? 0 : usage.chips(),
                usage == null ? 0 : usage.devices(),
                usage == null ? 0 : usage.catalogs(),
                revoked == null ? null : revoked.at(),
                revoked == null ? null : revoked.by(),
                revoked == null ? null : revoked.reason());
    }
}
