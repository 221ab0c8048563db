package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawal.ReferenceValues;
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

    private final ListReleases listReleases;
    private final Transactions transactions;

    WithdrawRelease(ListReleases listReleases, Transactions transactions) {
        this.listReleases = listReleases;
        this.transactions = transactions;
    }

    /** Withdraws a release; asking again changes nothing, except that its reference values may be retired later. */
    public Uni<OsReleaseView> withdraw(Caller caller, UUID release, OsWithdrawal request) {
        String reason = request.reason();
        new Checks()
                .that(request.referenceValues() != null, "referenceValues", "is KEEP or RETIRE")
                .line("reason", reason, 1, Reason.MAX_LENGTH)
                .done();
        return listReleases
                .one(release)
                .chain(found -> transactions.inInstallation(
                        caller,
                        tx -> write(tx, caller, found, request.referenceValues() == ReferenceValues.RETIRE, reason)))
                .chain(() -> listReleases.one(release));
    }

    private Uni<Void> write(Tx tx, Caller caller, OsReleaseView release, boolean retire, String reason) {
        return tx.update(WITHDRAW, release.id(), tx.now(), retire, caller.name(), reason)
                .chain(changed -> changed == 0
                        ? Uni.createFrom().voidItem()
                        : tx.emit(Event.of(
                                        "OsWithdrawn",
                                        release.id().toString(),
                                        Map.of("part", release.part(), "version", release.securityVersion())))
                                .chain(() -> tx.audit(tx.entry(
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
                                                retire || release.retiredAt() != null ? "RETIRED" : "HOLD"))));
    }
}
