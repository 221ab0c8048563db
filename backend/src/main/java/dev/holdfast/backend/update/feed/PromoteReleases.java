package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Promotes releases from {@code RetailEval} to {@code Retail}: on request, or automatically at the end of the evaluation. Automatic
 * promotion skips releases that were withdrawn, or that are older than one in {@code Retail}.
 */
@ApplicationScoped
public class PromoteReleases {
    private static final String PROMOTE = """
            update os_release r set retail_at = $2, promote_at = null
            where r.release_id = $1 and r.retail_at is null and r.withdrawn_at is null
            returning r.release_id, r.part, r.security_version""";
    private static final String DUE = """
            update os_release r set retail_at = $1, promote_at = null
            where r.promote_at <= $1 and r.retail_at is null and r.withdrawn_at is null
              and not exists (
                  select from os_release n
                  where n.part = r.part and n.security_version > r.security_version and n.retail_at is not null)
            returning r.release_id, r.part, r.security_version""";

    private final Commands commands;
    private final Transactions transactions;

    PromoteReleases(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** A release that was just promoted. */
    private record Promoted(UUID id, String part, long version) {
        static Promoted of(Row row) {
            return new Promoted(row.getUUID("release_id"), row.getString("part"), row.getLong("security_version"));
        }
    }

    /** Promotes a release; does nothing if it is in {@code Retail}; fails with {@code conflict} if it was withdrawn. */
    public Uni<OsReleaseView> promote(UUID release) {
        return commands.run(tx -> ListReleases.one(tx, release)
                .invoke(PromoteReleases::requireNotWithdrawn)
                .chain(() -> tx.list(PROMOTE, Promoted::of, release, tx.now()))
                .chain(promoted -> ListReleases.one(tx, release).call(() -> record(tx, promoted))));
    }

    /** Promotes releases at the end of their evaluation. */
    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> promoteDue() {
        return transactions.inInstallation(
                Actor.SYSTEM, tx -> tx.list(DUE, Promoted::of, tx.now()).chain(promoted -> record(tx, promoted)));
    }

    private static void requireNotWithdrawn(OsReleaseView release) {
        if (release.withdrawnAt() != null) {
            throw ProblemException.conflict("Release " + release.name() + " for " + release.part()
                    + " was withdrawn. Release something newer instead.");
        }
    }

    private static Uni<Void> record(Tx tx, List<Promoted> all) {
        return tx.emit(all.stream()
                        .map(promoted -> Event.of(
                                "OsPromoted",
                                promoted.id().toString(),
                                Map.of("part", promoted.part(), "version", promoted.version())))
                        .toList())
                .chain(() -> tx.audit(all.stream()
                        .map(promoted -> tx.entry(
                                        "PromoteRelease",
                                        OsVersion.name(promoted.version()) + " for " + promoted.part(),
                                        "Promoted from feed RetailEval to feed Retail.")
                                .changing("feeds", List.of("RetailEval"), List.of("RetailEval", "Retail")))
                        .toList()));
    }
}
