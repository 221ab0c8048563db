package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;

/**
 * A command without preparation, which runs in one transaction unless it requires approval.
 *
 * @param <Q> request
 * @param <R> result
 */
public interface DirectCommand<Q, R> extends Command<Q, R> {
    /** Runs the command in a transaction. */
    Uni<R> perform(Tx tx, Q request);

    /** Called after the commit. */
    default void committed() {}

    @Override
    default Uni<Work<R>> prepare(Actor requester, CatalogId catalog, Q request) {
        return Uni.createFrom().item(work(request));
    }

    default Work<R> work(Q request) {
        Work<R> work = tx -> perform(tx, request);
        return work.then(this::committed);
    }
}
