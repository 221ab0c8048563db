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
 * Withdraws a release: its feeds stop offering it. If it was the newest of a feed, the feed offers nothing until there is a newer release,
 * because devices refuse older versions. Devices keep the release that they run. Retiring its reference values is a separate decision.
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
            "Feeds stop offering it in all catalogs, without an older replacement. Release something newer.",
            "Devices keep running it, because they refuse older versions. The withdrawal cannot be undone.");
    private static final String KEEPING =
            "Devices that run it stay trusted and get certificates and applications. Their reference values can be retired later.";
    private static final String RETIRING =
            "Devices that run it become untrusted at their next attestation, or when their certificates expire. They get no certificate until"
                    + " they run something newer. This cannot be undone.";

    private final Commands commands;
    private final Transactions transactions;

    WithdrawRelease(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Withdraws a release. A repeated withdrawal changes nothing, unless it retires the reference values. */
    public Uni<OsReleaseView> withdraw(UUID release, OsWithdrawal request) {
        boolean retire = request.referenceValues() == ReferenceValues.RETIRE;
        return commands.run(
                tx -> ListReleases.one(tx, release).chain(found -> write(tx, found, retire, request.reason())));
    }

    private static Uni<OsReleaseView> write(Tx tx, OsReleaseView release, boolean retire, String reason) {
        return tx.update(WITHDRAW, release.id(), tx.now(), retire, tx.actor().name(), reason)
                .chain(changed -> ListReleases.one(tx, release.id())
                        .call(() -> changed == 0 ? Uni.createFrom().voidItem() : record(tx, release, retire, reason)));
    }

    private static Uni<Void> record(Tx tx, OsReleaseView release, boolean retire, String reason) {
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
                                        ? "Withdrew the release and retired its reference values."
                                        : "Withdrew the release. Devices that run it stay trusted.")
                                + " Reason: " + reason)
                .because(reason)
                .changing("offeredBy", release.offeredBy(), List.of())
                .changing(
                        "referenceValues",
                        release.retiredAt() == null ? "VALID" : "RETIRED",
                        retire || release.retiredAt() != null ? "RETIRED" : "VALID");
    }

    /** Returns the devices that run a release, by catalog, and the consequences of withdrawing it; fails with {@code not-found}. */
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
