package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact.OfCatalog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Tells whom withdrawing a release would concern, and what would become of them. */
@ApplicationScoped
public class PreviewWithdrawal {
    private static final int MAX_CATALOGS = 100;
    private static final String USERS = "select name, devices, trusted from devices_running($1, $2)";
    private static final List<String> CONSEQUENCES = List.of(
            "Nobody is offered it any more, in any catalog, and nothing older instead: release something newer.",
            "Devices that run it go on running it: they refuse to go back. There is no way back for the release either.");
    private static final String KEEPING =
            "They stay trusted, and get certificates and applications as before. Their reference values can be retired later.";
    private static final String RETIRING =
            "They are untrusted from their next attestation on, at the latest when their certificates end, and get no certificate until"
                    + " they run something newer. It cannot be undone.";

    private final ListReleases listReleases;
    private final Transactions transactions;

    PreviewWithdrawal(ListReleases listReleases, Transactions transactions) {
        this.listReleases = listReleases;
        this.transactions = transactions;
    }

    /** Counts; fails with {@code not-found}. */
    Uni<OsWithdrawalImpact> preview(UUID release) {
        return listReleases
                .one(release)
                .chain(found -> transactions.inInstallation(tx -> tx.list(
                        USERS,
                        row -> new OfCatalog(row.getString("name"), row.getLong("devices"), row.getLong("trusted")),
                        found.part(),
                        found.name())))
                .map(PreviewWithdrawal::impact);
    }

    private static OsWithdrawalImpact impact(List<OfCatalog> all) {
        return new OsWithdrawalImpact(
                all.stream().mapToLong(OfCatalog::devices).sum(),
                all.stream().mapToLong(OfCatalog::trusted).sum(),
                all.stream().limit(MAX_CATALOGS).toList(),
                all.size(),
                CONSEQUENCES,
                KEEPING,
                RETIRING);
    }
}
