package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A command that may require approval. Implementations are beans.
 *
 * <p>{@link Commands} runs it: {@link #validate}, {@link #prepare}, and {@link Work#perform} in one transaction. If one of the {@link
 * #operations} needs approval in the catalog, or the request {@linkplain #alwaysNeedsApproval always does}, {@link #plan} decides after
 * {@link #validate} whether a pending request is stored instead. On approval, the stored request is validated and planned again. Checks of
 * anything that can change belong in {@link Work#perform}, because a command without approval rules is not planned. {@link #plan} may
 * repeat them, to refuse a request early.
 *
 * @param <Q> request, a record that Jackson writes and reads
 * @param <R> result
 */
public interface Command<Q, R> {
    /** Returns the unique action of its audit entries, such as {@code BlockDevices}. */
    String name();

    /** Returns the approval rules that can apply to the command. */
    List<ApprovalOperation> operations();

    /**
     * Returns whether the request needs approval also without an approval rule. What decides this must not change until the commit, so lock
     * it.
     */
    default Uni<Boolean> alwaysNeedsApproval(Tx tx, Q request) {
        return Uni.createFrom().item(false);
    }

    /** Returns the permission that the requester needs when the request is decided. */
    default Permission needs(Q request, ApprovalOperation operation) {
        return operation.needs();
    }

    /** Fails with {@code invalid-request} when the request is malformed; also called for stored requests. */
    default void validate(Q request) {}

    /** Returns the number of rows that the request names. */
    default int rows(Q request) {
        return 1;
    }

    /** Returns the current effect; fails with a problem when the command cannot run. */
    Uni<Plan> plan(Tx tx, Q request);

    /** Does work that must run outside of transactions, such as signing. The actor of the command is {@code requester}. */
    Uni<Work<R>> prepare(Actor requester, CatalogId catalog, Q request);
}
