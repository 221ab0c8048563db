package dev.holdfast.backend.platform.db;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where a request comes from. PostgreSQL is told at the begin of its transactions, so that an audit entry has it whoever
 * writes it.
 *
 * @param address of the client
 * @param agent what it calls itself; empty when it does not
 * @param correlation joins what the request does with its answer and the log
 * @param token the GUID of the token that it came with, a space and its name; empty for whoever signed in
 * @param attempt the attempt at a request that is done once; empty for one that may be done again
 */
public record RequestOrigin(String address, String agent, String correlation, String token, String attempt) {
    /** Columns, by default of where the current request comes from, that {@link #kept} reads. */
    public static final String COLUMNS = "address, agent, correlation, used_token";

    static final String SETTINGS =
            ", set_config('holdfast.address', $%d, true), set_config('holdfast.agent', $%d, true),"
                    + " set_config('holdfast.correlation', $%d, true), set_config('holdfast.token', $%d, true),"
                    + " set_config('holdfast.attempt', $%d, true)";

    private static final String ENTER =
            "select set_config('holdfast.address', $1, true), set_config('holdfast.agent', $2, true),"
                    + " set_config('holdfast.correlation', $3, true), set_config('holdfast.token', $4, true)";
    private static final String KEY = "holdfast.source";
    /** Where nobody is: for what comes with time alone. */
    public static final RequestOrigin NOWHERE = new RequestOrigin("", "", "", "", "");

    /** Returns where somebody was when they asked for what is done now. */
    public static RequestOrigin kept(Row row) {
        return new RequestOrigin(
                Objects.requireNonNullElse(row.getString("address"), ""),
                Objects.requireNonNullElse(row.getString("agent"), ""),
                Objects.requireNonNullElse(row.getString("correlation"), ""),
                Objects.requireNonNullElse(row.getString("used_token"), ""),
                "");
    }

    /** Says with which token the current request came. */
    public static void token(UUID id, String name) {
        current()
                .map(here ->
                        new RequestOrigin(here.address, here.agent, here.correlation, id + " " + name, here.attempt))
                .ifPresent(RequestOrigin::keep);
    }

    /** Keeps it for the transactions of the current request. */
    public void keep() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, this);
        }
    }

    /** Says that what the current request does belongs to an attempt. */
    public static void attempt(UUID attempt) {
        RequestOrigin here = current().orElse(NOWHERE);
        new RequestOrigin(here.address, here.agent, here.correlation, here.token, attempt.toString()).keep();
    }

    /** Returns where the current request comes from; empty for what nobody asked for. */
    static Optional<RequestOrigin> current() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(KEY));
    }

    /**
     * Does for somebody who was elsewhere what they asked for earlier: the audit entries of that come from there, and what follows in
     * the transaction comes from here again.
     *
     * @param there where they were
     */
    public static <T> Uni<T> elsewhere(Sql sql, RequestOrigin there, Supplier<Uni<T>> work) {
        RequestOrigin here = current().orElse(NOWHERE);
        return there.enter(sql).chain(work::get).call(() -> here.enter(sql));
    }

    private Uni<Void> enter(Sql sql) {
        return sql.run(ENTER, address, agent, correlation, token).replaceWithVoid();
    }

    /** Adds the parameters of {@link #SETTINGS}. */
    void addTo(Tuple parameters) {
        parameters
                .addString(address)
                .addString(agent)
                .addString(correlation)
                .addString(token)
                .addString(attempt);
    }
}
