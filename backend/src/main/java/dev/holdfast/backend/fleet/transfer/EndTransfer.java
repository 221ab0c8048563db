package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Ends an offer without a change of hands: its own catalog withdraws it, or the other one declines it. */
@ApplicationScoped
public class EndTransfer {
    private static final String END = "select end_transfer($1, $2, $3, $4, $5) as done";

    private final Transfers transfers;
    private final Transactions transactions;
    private final Clock clock;

    EndTransfer(Transfers transfers, Transactions transactions, Clock clock) {
        this.transfers = transfers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Takes an offer of this catalog back; fails with {@code not-found}, or {@code conflict} when it is settled. */
    Uni<TransferDetail> withdraw(Caller caller, CatalogId catalog, UUID transfer, Reason reason) {
        return end(caller, catalog, transfer, TransferView.State.WITHDRAWN, reason);
    }

    /** Refuses an offer to this catalog; fails with {@code not-found}, or {@code conflict} when it is settled. */
    Uni<TransferDetail> decline(Caller caller, CatalogId catalog, UUID transfer, Reason reason) {
        return end(caller, catalog, transfer, TransferView.State.DECLINED, reason);
    }

    private Uni<TransferDetail> end(
            Caller caller, CatalogId catalog, UUID transfer, TransferView.State ending, Reason reason) {
        return Uni.createFrom()
                .item(() -> {
                    new Checks()
                            .line("reason", reason.reason(), 1, Reason.MAX_LENGTH)
                            .done();
                    return reason.reason();
                })
                .chain(why -> transactions.inCatalog(
                        catalog,
                        sql -> transfers
                                .one(sql, catalog, transfer)
                                .chain(() -> sql.one(
                                        END,
                                        row -> row.getBoolean("done"),
                                        transfer,
                                        ending,
                                        clock.instant(),
                                        caller.name(),
                                        why))
                                .invoke(done -> requireDone(done, ending))
                                .chain(() -> transfers.one(sql, catalog, transfer))));
    }

    private static void requireDone(boolean done, TransferView.State ending) {
        if (!done) {
            throw ProblemException.conflict(
                    ending == TransferView.State.WITHDRAWN
                            ? "Only an open transfer of this catalog can be withdrawn. Reload to see how it stands."
                            : "Only an open transfer to this catalog can be declined. Reload to see how it stands.");
        }
    }
}
