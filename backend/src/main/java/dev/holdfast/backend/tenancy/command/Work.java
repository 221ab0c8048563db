package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;

/**
 * What a command does in its transaction, after everything that must be done outside of it.
 *
 * @param <R> result
 */
@FunctionalInterface
public interface Work<R> {
    /** Changes rows, and appends the audit entry and the events; fails with a problem, and nothing is changed, when it cannot. */
    Uni<R> perform(Tx tx);

    /** Runs after the commit: tells caches, say. */
    default Uni<Void> committed() {
        return Uni.createFrom().voidItem();
    }

    /** Runs after a rollback that a problem caused. Other failures may leave it open whether the transaction was committed. */
    default Uni<Void> refused() {
        return Uni.createFrom().voidItem();
    }

    /** Returns this work, with something else to do after the commit. */
    default Work<R> then(Runnable committed) {
        Work<R> work = this;
        return new Work<>() {
            @Override
            public Uni<R> perform(Tx tx) {
                return work.perform(tx);
            }

            @Override
            public Uni<Void> committed() {
                return work.committed().invoke(committed);
            }
        };
    }
}
