package dev.holdfast.backend.platform.db;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. PostgreSQL is told at the begin of its transactions, so that an audit entry has it whoever
 * writes it.
 *
 * @param address of the client
 * @param agent what it calls itself; empty when it does not
 * @param correlation joins what the request does with its answer and the log
 * @param attempt the attempt at a request that is done once; empty for one that may be done again
 */
public record Source(String address, String agent, String correlation, String attempt) {
    static final String SETTINGS = ", set_config('holdfast.address', $%d, true),"
            + " set_config('holdfast.agent', $%d, true), set_config('holdfast.correlation', $%d, true), set_config('holdfast.attempt', $%d, true)";

    private static final String ENTER =
            "select set_config('holdfast.address', $1, true), set_config('holdfast.agent', $2, true)";
    private static final String KEY = "holdfast.source";
    private static final Source NOWHERE = new Source("", "", "", "");

    /** Keeps it for the transactions of the current request. */
    public void keep() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, this);
        }
    }

    /** Says that what the current request does belongs to an attempt. */
    public static void attempt(UUID attempt) {
        Source here = current().orElse(NOWHERE);
        new Source(here.address(), here.agent(), here.correlation(), attempt.toString()).keep();
    }

    /** Returns where the current request comes from; empty for what nobody asked for. */
    static Optional<Source> current() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(KEY));
    }

    /**
     * Does for somebody who was elsewhere what they asked for earlier: the audit entries of that come from there, and what follows in
     * the transaction comes from here again.
     *
     * @param address where they were; null when nobody knows
     * @param agent what they came with; null likewise
     */
    public static Uni<Void> elsewhere(
            Sql sql, @Nullable String address, @Nullable String agent, Supplier<Uni<Void>> work) {
        Source here = current().orElse(NOWHERE);
        return sql.run(ENTER, Objects.requireNonNullElse(address, ""), Objects.requireNonNullElse(agent, ""))
                .chain(() -> work.get())
                .chain(() -> sql.run(ENTER, here.address(), here.agent()))
                .replaceWithVoid();
    }

    /** Adds the parameters of {@link #SETTINGS}. */
    void addTo(Tuple parameters) {
        parameters.addString(address).addString(agent).addString(correlation).addString(attempt);
    }
}
