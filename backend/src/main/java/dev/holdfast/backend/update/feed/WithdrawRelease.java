package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawal.ReferenceValues;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact.OfCatalog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Withdraws a release: nobody is offered it any more. If it was the newest of a feed, the feed offers nothing until
 * something newer is released, because devices that have it refuse to go back; the others keep what they run. Whether
 * devices that run it are still trusted is a decision of its own.
 */
@ApplicationScoped
public class WithdrawRelease {
    private static final String WITHDRAW = """
            update os_release set
                withdrawn_at = coalesce(withdrawn_at, $2), promote_at = null, withdrawn_by = $4, withdrawn_reason = $5,
                retired_at = case when $3 then coalesce(retired_at, $2) else retired_at end
            where release_id = $1 and (withdrawn_at is null or $3 and retired_at is null)""";

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

    private final Commands commands;
    private final Transactions transactions;

    WithdrawRelease(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Withdraws a release; asking again changes nothing, except that its reference values may be retired later. */
    public Uni<OsReleaseView> withdraw(UUID release, OsWithdrawal request) {
        boolean retire = request.referenceValues() == ReferenceValues.RETIRE;
        return commands.run(
                tx -> ListReleases.one(tx, release).chain(found -> write(tx, found, retire, request.reason())));
    }

    private static Uni<OsReleaseView> write(Tx tx, OsReleaseView release, boolean retire, String reason) {
        return tx.update(WITHDRAW, release.id(), tx.now(), retire, tx.actor().name(), reason)
                .chain(changed -> ListReleases.one(tx, release.id())
                        .call(() -> changed == 0 ? Uni.createFrom().voidItem() : tell(tx, release, retire, reason)));
    }

    private static Uni<Void> tell(Tx tx, OsReleaseView release, boolean retire, String reason) {
        return tx.audit(
                entry(tx, release, retire, reason),
                Event.of(
                        "OsWithdrawn",
                        release.id().toString(),
                        Map.of("part", release.part(), "version", release.securityVersion())));
    }

    private static AuditEntry entry(Tx tx, OsReleaseView release, boolean retire, String reason) {
        return tx.entry(
                        "WithdrawRelease",
                        release.name() + " for " + release.part(),
                        (retire
                                        ? "Withdrew it and retired its reference values."
                                        : "Withdrew it; devices that run it stay trusted.")
                                + " Reason: " + reason)
                .because(reason)
                .changing("offeredBy", release.offeredBy(), List.of())
                .changing(
                        "referenceValues",
                        release.retiredAt() == null ? "HOLD" : "RETIRED",
                        retire || release.retiredAt() != null ? "RETIRED" : "HOLD");
    }

    /** Returns the devices that run a release, by catalog, and what withdrawing it would change; fails with {@code not-found}. */
    public Uni<OsWithdrawalImpact> preview(UUID release) {
        return transactions.inInstallation(tx -> ListReleases.one(tx, release)
                .chain(found -> tx.list(
                        USERS,
                        row -> new OfCatalog(row.getString("name"), row.getLong("devices"), row.getLong("trusted")),
                        found.part(),
                        found.name()))
                .map(WithdrawRelease::impact));
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
