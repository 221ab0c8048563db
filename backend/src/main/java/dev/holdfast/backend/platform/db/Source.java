package dev.holdfast.backend.platform.db;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Where a request comes from. PostgreSQL is told at the begin of its transactions, so that an audit entry has it whoever
 * writes it.
 *
 * @param address of the client
 * @param agent what it calls itself; empty when it does not
 * @param correlation joins what the request does with its answer and the log
 */
public record Source(String address, String agent, String correlation) {
    static final String SETTINGS = ", set_config('holdfast.address', $%d, true),"
            + " set_config('holdfast.agent', $%d, true), set_config('holdfast.correlation', $%d, true)";

    private static final String KEY = "holdfast.source";

    /** Keeps it for the transactions of the current request. */
    public void keep() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, this);
        }
    }

    /** Returns where the current request comes from; empty for what nobody asked for. */
    static Optional<Source> current() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(KEY));
    }

    /** Adds the parameters of {@link #SETTINGS}. */
    void addTo(Tuple parameters) {
        parameters.addString(address).addString(agent).addString(correlation);
    }
}
