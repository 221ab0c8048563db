package dev.holdfast.backend.platform.db;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Which catalog's transaction runs on the current Vert.x context, and on which connection. Kept in the locals of a
 * duplicated context, that is, of one request: another request on the same event loop does not see it.
 *
 * <p>One request has one transaction at a time. Two at once would share a Hibernate Reactive session, which is
 * incorrect and goes undetected there; here it is refused.
 */
final class CatalogScope {
    private static final String CATALOG = "holdfast.catalog";
    private static final String CONNECTION = "holdfast.connection";
    private static final String SCALE = "holdfast.scale";

    private CatalogScope() {}

    /** Opens the scope of a transaction that is about to begin. */
    static Context enter(CatalogId catalog, TransactionProfile scale) {
        Context context = requireContext();
        if (context.getLocal(CATALOG) != null) {
            throw new IllegalStateException("a transaction of " + context.getLocal(CATALOG) + " is already running");
        }
        context.putLocal(CATALOG, catalog);
        context.putLocal(SCALE, scale);
        return context;
    }

    /** Closes what {@link #enter} opened, on whichever context the answer arrives. */
    static void leave(Context entered) {
        entered.removeLocal(CATALOG);
        entered.removeLocal(CONNECTION);
        entered.removeLocal(SCALE);
    }

    /** Returns the catalog of the transaction that is about to begin. */
    static Optional<CatalogId> catalog() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(CATALOG));
    }

    /** Returns the scale of the transaction that is about to begin. */
    static TransactionProfile scale() {
        return catalog().isPresent() ? requireContext().getLocal(SCALE) : TransactionProfile.REQUEST;
    }

    /** Remembers the connection on which the scope's transaction began. */
    static void use(CatalogConnection connection) {
        if (catalog().isPresent()) {
            requireContext().putLocal(CONNECTION, connection);
        }
    }

    /** Returns the connection of the running transaction. */
    static Optional<CatalogConnection> connection() {
        return catalog().map(running -> requireContext().getLocal(CONNECTION));
    }

    private static Context requireContext() {
        VertxContextSafetyToggle.validateContextIfExists(
                "a transaction needs a context of its own", "a transaction needs a context of its own");
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            throw new IllegalStateException("a transaction needs a duplicated Vert.x context: one of a request or job");
        }
        return context;
    }
}
