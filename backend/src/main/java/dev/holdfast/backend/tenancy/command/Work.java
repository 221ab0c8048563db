package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;

/**
 * Transactional part of a command.
 *
 * @param <R> result
 */
@FunctionalInterface
public interface Work<R> {
    /** Changes rows and appends audit entry and events; a failure rolls everything back. */
    Uni<R> perform(Tx tx);

    /** Runs after the commit, for example to notify caches. */
    default Uni<Void> committed() {
        return Uni.createFrom().voidItem();
    }

    /** Runs after a rollback that a problem caused. After other failures it is unknown whether the transaction was committed. */
    default Uni<Void> refused() {
        return Uni.createFrom().voidItem();
    }

    /** Returns this work with another action after the commit. */
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
