package dev.holdfast.backend.platform.db;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Catalog and connection of the current transaction, in the locals of a duplicated Vert.x context, that is, of one request. Other
 * requests on the same event loop do not see them.
 *
 * <p>A request has one transaction at a time. Two transactions would share a Hibernate Reactive session, which Hibernate does not detect.
 * So this class refuses the second one.
 */
final class CatalogScope {
    private static final String CATALOG = "holdfast.catalog";
    private static final String CONNECTION = "holdfast.connection";
    private static final String PROFILE = "holdfast.profile";

    private CatalogScope() {}

    /** Opens the scope before a transaction begins. */
    static Context enter(CatalogId catalog, TransactionProfile profile) {
        Context context = requireContext();
        if (context.getLocal(CATALOG) != null) {
            throw new IllegalStateException("a transaction of " + context.getLocal(CATALOG) + " is already running");
        }
        context.putLocal(CATALOG, catalog);
        context.putLocal(PROFILE, profile);
        return context;
    }

    /** Closes the scope, on whichever context the result arrives. */
    static void leave(Context entered) {
        entered.removeLocal(CATALOG);
        entered.removeLocal(CONNECTION);
        entered.removeLocal(PROFILE);
    }

    static Optional<CatalogId> catalog() {
        Context context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(CATALOG));
    }

    static TransactionProfile profile() {
        return catalog().isPresent() ? requireContext().getLocal(PROFILE) : TransactionProfile.REQUEST;
    }

    /** Stores the connection of the scope's transaction. */
    static void use(CatalogConnection connection) {
        if (catalog().isPresent()) {
            requireContext().putLocal(CONNECTION, connection);
        }
    }

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
