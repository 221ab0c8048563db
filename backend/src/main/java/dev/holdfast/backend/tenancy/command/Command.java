package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A command that a catalog may demand approval for. Implementations are beans.
 *
 * <p>{@link Commands} runs it: {@link #validate}, {@link #plan}, approval if the catalog's rules demand it, {@link #prepare}, and
 * {@link Work#perform} in one transaction. While it waits for approval the request is stored; the approval validates and plans it
 * again, so everything that can change meanwhile belongs into {@link #plan} or {@link Work#perform}.
 *
 * @param <Q> request, a record that Jackson writes and reads
 * @param <R> result
 */
public interface Command<Q, R> {
    /** Returns the action of its audit entries, such as {@code BlockDevices}; no other command has it. */
    String name();

    /** Returns the rules that can apply to it. */
    List<ApprovalOperation> operations();

    /** Fails with {@code invalid-request} when the request is malformed, also when it was stored. */
    default void validate(Q request) {}

    /** Returns how many rows the request names. */
    default int rows(Q request) {
        return 1;
    }

    /** Returns what it would do now; fails with a problem when it cannot be done. */
    Uni<Plan> plan(Tx tx, Q request);

    /**
     * Does outside of any transaction what must not be done in one, such as signing.
     *
     * @param requester in whose name it is done
     */
    Uni<Work<R>> prepare(Actor requester, CatalogId catalog, Q request);
}
