package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends an offer without moving devices: the offering catalog withdraws it, or the other catalog declines it. */
@ApplicationScoped
public class EndTransfer {
    private static final String END = "select * from end_transfer($1, $2, $3, $4)";

    private final Transfers transfers;
    private final Commands commands;

    EndTransfer(Transfers transfers, Commands commands) {
        this.transfers = transfers;
        this.commands = commands;
    }

    /** Withdraws an offer of this catalog; fails with {@code not-found}, or {@code conflict} if the offer is not open. */
    Uni<TransferDetail> withdraw(UUID transfer, Reason reason) {
        return end(transfer, TransferStep.WITHDRAW, reason.reason());
    }

    /** Declines an offer to this catalog; fails with {@code not-found}, or {@code conflict} if the offer is not open. */
    Uni<TransferDetail> decline(UUID transfer, Reason reason) {
        return end(transfer, TransferStep.DECLINE, reason.reason());
    }

    private Uni<TransferDetail> end(UUID transfer, TransferStep ending, String why) {
        return commands.run(tx -> transfers
                .get(tx, transfer)
                .call(open -> tx.find(
                                END,
                                Ended::of,
                                transfer,
                                ending.state(),
                                tx.now(),
                                tx.actor().name())
                        .map(ended -> ended.orElseThrow(() -> cannot(ending)))
                        .chain(ended -> record(tx, open.transfer(), ending, ended, why)))
                .chain(() -> transfers.get(tx, transfer)));
    }

    /**
     * A transfer that ended.
     *
     * @param by name of the catalog that ended it
     * @param source the catalog that offered the devices
     * @param target the catalog that was to accept; null if no catalog has the name in the offer
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

    private static Uni<Void> record(Tx tx, TransferView open, TransferStep ending, Ended ended, String why) {
        String done = "Catalog " + ended.by() + (ending == TransferStep.WITHDRAW ? " withdrew" : " declined")
                + " the transfer of " + TransferStep.counted(open.devices());
        return ending.record(tx, ended.source(), open.id(), done + " to " + open.to() + ": " + why, List.of())
                .chain(() -> ending.record(
                        tx, ended.target(), open.id(), done + " from " + open.from() + ": " + why, List.of()));
    }

    private static ProblemException cannot(TransferStep ending) {
        return ProblemException.conflict(
                ending == TransferStep.WITHDRAW
                        ? "Only an open transfer of this catalog can be withdrawn. Reload to see its state."
                        : "Only an open transfer to this catalog can be declined. Reload to see its state.");
    }
}
