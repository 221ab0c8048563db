package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends an offer without a change of hands: its own catalog withdraws it, or the other one declines it. */
@ApplicationScoped
public class EndTransfer {
    private static final String END = "select * from end_transfer($1, $2, $3, $4)";

    private final Transfers transfers;
    private final Transactions transactions;

    EndTransfer(Transfers transfers, Transactions transactions) {
        this.transfers = transfers;
        this.transactions = transactions;
    }

    /** Takes an offer of this catalog back; fails with {@code not-found}, or {@code conflict} when it is settled. */
    Uni<TransferDetail> withdraw(Caller caller, CatalogId catalog, UUID transfer, Reason reason) {
        return end(caller, catalog, transfer, TransferStep.WITHDRAW, reason);
    }

    /** Refuses an offer to this catalog; fails with {@code not-found}, or {@code conflict} when it is settled. */
    Uni<TransferDetail> decline(Caller caller, CatalogId catalog, UUID transfer, Reason reason) {
        return end(caller, catalog, transfer, TransferStep.DECLINE, reason);
    }

    private Uni<TransferDetail> end(
            Caller caller, CatalogId catalog, UUID transfer, TransferStep ending, Reason reason) {
        return Uni.createFrom()
                .item(() -> {
                    new Checks()
                            .line("reason", reason.reason(), 1, Reason.MAX_LENGTH)
                            .done();
                    return reason.reason();
                })
                .chain(why -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> transfers
                                .one(tx, transfer)
                                .chain(open -> end(tx, caller, open.transfer(), ending, why))
                                .chain(() -> transfers.one(tx, transfer))));
    }

    private Uni<Void> end(Tx tx, Caller caller, TransferView open, TransferStep ending, String why) {
        return tx.find(END, Ended::of, open.id(), ending.state(), tx.now(), caller.name())
                .map(ended -> ended.orElseThrow(() -> cannot(ending)))
                .chain(ended -> tell(tx, caller, open, ending, ended, why));
    }

    /**
     * A transfer that was ended.
     *
     * @param by the name of the catalog that did it
     * @param source the catalog that offered
     * @param target the other one; null when there is none of the name
     */
    private record Ended(
            String by, CatalogId source, @Nullable CatalogId target) {
        static Ended of(Row row) {
            @Nullable UUID target = row.getUUID("target");
            return new Ended(
                    row.getString("own_name"),
                    new CatalogId(row.getUUID("source")),
                    target == null ? null : new CatalogId(target));
        }
    }

    private static Uni<Void> tell(
            Tx tx, Caller caller, TransferView open, TransferStep ending, Ended ended, String why) {
        String done = "Catalog " + ended.by() + (ending == TransferStep.WITHDRAW ? " withdrew" : " declined")
                + " the transfer of " + TransferStep.counted(open.devices());
        return ending.tell(
                        tx,
                        ended.source(),
                        caller.name(),
                        open.id(),
                        done + " to " + open.to() + ": " + why,
                        List.of(),
                        null)
                .chain(() -> ending.tell(
                        tx,
                        ended.target(),
                        caller.name(),
                        open.id(),
                        done + " from " + open.from() + ": " + why,
                        List.of(),
                        null));
    }

    private static ProblemException cannot(TransferStep ending) {
        return ProblemException.conflict(
                ending == TransferStep.WITHDRAW
                        ? "Only an open transfer of this catalog can be withdrawn. Reload to see how it stands."
                        : "Only an open transfer to this catalog can be declined. Reload to see how it stands.");
    }
}
