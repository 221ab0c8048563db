package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** State change of a transfer, with the audit action and event that both catalogs get. */
enum TransferStep {
    OFFER("OfferTransfer", "TransferOffered", State.OPEN),
    WITHDRAW("WithdrawTransfer", "TransferEnded", State.WITHDRAWN),
    DECLINE("DeclineTransfer", "TransferEnded", State.DECLINED),
    ACCEPT("AcceptTransfer", "TransferAccepted", State.ACCEPTED);

    private final String action;
    private final String event;
    private final State state;

    TransferStep(String action, String event, State state) {
        this.action = action;
        this.event = event;
        this.state = state;
    }

    State state() {
        return state;
    }

    static String counted(int devices) {
        return devices + (devices == 1 ? " device" : " devices");
    }

    /**
     * Writes the audit entry and the events of one catalog. Only the acting catalog's entry names the approver.
     *
     * @param catalog the catalog; null if no catalog has the name in the offer; then nothing is written
     * @param events further events
     */
    Uni<Void> record(Tx tx, @Nullable CatalogId catalog, UUID transfer, String detail, List<Event> events) {
        if (catalog == null) {
            return Uni.createFrom().voidItem();
        }
        AuditEntry entry = AuditEntry.by(tx.actor().name(), action, transfer.toString(), detail)
                .changing("state", this == OFFER ? null : State.OPEN, state)
                .approvedBy(catalog.equals(tx.catalog()) ? tx.approver() : null);
        Event own = Event.of(event, transfer.toString(), Map.of("detail", detail));
        return tx.recordIn(
                catalog,
                List.of(entry),
                Stream.concat(events.stream(), Stream.of(own)).toList());
    }
}
