package dev.holdfast.backend.event;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.NamedScope;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The scope that the query names, or that of the rollout in the path. Found before the stream begins, because a stream that has begun has
 * status 200.
 */
@RequestScoped
class RequestedScope {
    private final Access access;
    private final NamedScope scopes;
    private final Transactions transactions;
    private @Nullable Scope found;

    RequestedScope(Access access, NamedScope scopes, Transactions transactions) {
        this.access = access;
        this.scopes = scopes;
        this.transactions = transactions;
    }

    Scope get() {
        return Objects.requireNonNull(found, "the filter has not run");
    }

    Uni<Scope> find(@Nullable String product, @Nullable String group) {
        NamedScope.check(access.catalog(), product, group).done();
        return transactions
                .inCatalog(access.catalog(), tx -> scopes.require(tx, product, group))
                .invoke(scope -> found = requireReadable(scope));
    }

    Uni<Scope> ofRollout(String rollout) {
        return transactions
                .inCatalog(access.catalog(), tx -> scopes.requireRollout(tx, rollout))
                .invoke(scope -> found = scope);
    }

    /** Refuses a scope in which the caller may read nothing. The whole catalog is only what the caller may read there. */
    private Scope requireReadable(Scope scope) {
        boolean readable = access.caller().authority().scopesIn(access.catalog(), Permission.READ).stream()
                .anyMatch(own -> own.contains(scope) || scope.contains(own));
        if (!readable) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN, "You have no role that may read events of this product or group.");
        }
        return scope;
    }

    /** Finds the scope of requests for events; fails with {@code not-found}, {@code forbidden} or {@code invalid-request}. */
    static final class Filter {
        private final RequestedScope scope;

        Filter(RequestedScope scope) {
            this.scope = scope;
        }

        @ServerRequestFilter(priority = Priorities.USER)
        Uni<@Nullable Response> find(ResourceInfo resource, UriInfo uri) {
            if (!EventResource.class.isAssignableFrom(resource.getResourceClass())) {
                return Uni.createFrom().nullItem();
            }
            String rollout = uri.getPathParameters().getFirst("rollout");
            MultivaluedMap<String, String> query = uri.getQueryParameters();
            return (rollout == null
                            ? scope.find(query.getFirst("product"), query.getFirst("group"))
                            : scope.ofRollout(rollout))
                    .map(Filter::proceed);
        }

        private static @Nullable Response proceed(Object found) {
            return null;
        }
    }
}
