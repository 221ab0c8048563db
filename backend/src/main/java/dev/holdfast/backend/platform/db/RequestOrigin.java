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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Origin of a request. It is set in each transaction, so that every audit entry records it.
 *
 * @param address address of the client
 * @param agent user agent; empty for none
 * @param correlation id that links request, response and log
 * @param token GUID of the API token, a space and its name; empty for sign-ins
 * @param account account of the caller: issuer, a space and subject. Empty before the caller is authenticated. A service has the account of
 *     its token's creator
 * @param approver account of the person who approved an earlier request; empty for others
 * @param attempt GUID of the attempt at a request with an idempotency key; empty for other requests
 */
public record RequestOrigin(
        String address,
        String agent,
        String correlation,
        String token,
        String account,
        String approver,
        AtomicReference<String> attempt) {
    /** Creates an origin without an attempt. */
    public RequestOrigin(
            String address, String agent, String correlation, String token, String account, String approver) {
        this(address, agent, correlation, token, account, approver, new AtomicReference<>(""));
    }

    /** Columns that {@link #read} reads. An inserted row gets the origin of the current request as their default. */
    public static final String COLUMNS = "address, agent, correlation, used_token, account";

    /** Continues a {@code select}; to be formatted with the numbers of the six parameters of {@link #addTo}. */
    static final String SETTINGS =
            ", set_config('holdfast.address', $%d, true), set_config('holdfast.agent', $%d, true),"
                    + " set_config('holdfast.correlation', $%d, true), set_config('holdfast.token', $%d, true),"
                    + " set_config('holdfast.account', $%d, true), set_config('holdfast.attempt', $%d, true)";

    private static final String APPLY =
            "select set_config('holdfast.address', $1, true), set_config('holdfast.agent', $2, true),"
                    + " set_config('holdfast.correlation', $3, true), set_config('holdfast.token', $4, true),"
                    + " set_config('holdfast.account', $5, true), set_config('holdfast.approver', $6, true)";
    private static final String KEY = "holdfast.source";
    /** Origin of scheduled work. */
    public static final RequestOrigin NONE = new RequestOrigin("", "", "", "", "", "");

    /** Reads the stored origin of an earlier request. */
    public static RequestOrigin read(Row row) {
        return new RequestOrigin(
                Objects.requireNonNullElse(row.getString("address"), ""),
                Objects.requireNonNullElse(row.getString("agent"), ""),
                Objects.requireNonNullElse(row.getString("correlation"), ""),
                Objects.requireNonNullElse(row.getString("used_token"), ""),
                Objects.requireNonNullElse(row.getString("account"), ""),
                "");
    }

    /** Adds the API token to the origin of the current request; does nothing if the request has no origin. */
    public static void token(UUID id, String name) {
        current()
                .map(here -> new RequestOrigin(
                        here.address,
                        here.agent,
                        here.correlation,
                        id + " " + name,
                        here.account,
                        here.approver,
                        here.attempt))
                .ifPresent(RequestOrigin::set);
    }

    /** Adds the caller's account to the origin of the current request; does nothing if the request has no origin. */
    public static void account(String account) {
        current()
                .map(here -> new RequestOrigin(
                        here.address, here.agent, here.correlation, here.token, account, here.approver, here.attempt))
                .ifPresent(RequestOrigin::set);
    }

    /** Returns the origin of a request that a person with this account approved. */
    public RequestOrigin approvedBy(String approverAccount) {
        return new RequestOrigin(address, agent, correlation, token, account, approverAccount, attempt);
    }

    /** Sets this origin for the transactions of the current request. */
    public void set() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, this);
        }
    }

    /**
     * Adds the attempt at an idempotency key to the origin of the current request. Changes the origin in place: if the body arrived in
     * several parts, the operation runs on another context, with the same origin.
     */
    public static void attempt(UUID attempt) {
        current().ifPresent(here -> here.attempt.set(attempt.toString()));
    }

    /** Returns the origin of the current request; empty for the system's own work. */
    static Optional<RequestOrigin> current() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(KEY));
    }

    /** Runs work with the origin of an earlier request, for its audit entries. Then restores the current origin. */
    public static <T> Uni<T> with(Sql sql, RequestOrigin origin, Supplier<Uni<T>> work) {
        RequestOrigin previous = current().orElse(NONE);
        return origin.apply(sql).chain(work::get).call(() -> previous.apply(sql));
    }

    private Uni<Void> apply(Sql sql) {
        return sql.run(APPLY, address, agent, correlation, token, account, approver)
                .replaceWithVoid();
    }

    /** Adds the parameters of {@link #SETTINGS}. */
    void addTo(Tuple parameters) {
        parameters
                .addString(address)
                .addString(agent)
                .addString(correlation)
                .addString(token)
                .addString(account)
                .addString(attempt.get());
    }
}
