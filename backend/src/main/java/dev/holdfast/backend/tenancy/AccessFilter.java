package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Decides, before any resource method runs, whether the caller may call it: the only place where authority is checked.
 * A method without {@link InCatalog} or {@link InInstallation} is refused to everyone.
 */
@ApplicationScoped
public class AccessFilter {
    private final CurrentIdentityAssociation identities;
    private final CatalogDirectory directory;
    private final Access access;

    AccessFilter(CurrentIdentityAssociation identities, CatalogDirectory directory, Access access) {
        this.identities = identities;
        this.directory = directory;
        this.access = access;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<@Nullable Response> decide(ResourceInfo resource, UriInfo uri) {
        Method operation = resource.getResourceMethod();
        InCatalog inCatalog = operation.getAnnotation(InCatalog.class);
        if (inCatalog != null) {
            return caller().chain(caller -> enter(caller, inCatalog, uri)).map(AccessFilter::goOn);
        }
        InInstallation inInstallation = operation.getAnnotation(InInstallation.class);
        if (inInstallation == null) {
            return Uni.createFrom().failure(forbidden("Nobody was given this operation."));
        }
        return switch (inInstallation.value()) {
            case ANYONE -> Uni.createFrom().nullItem();
            case SIGNED_IN -> caller().invoke(access::grant).map(AccessFilter::goOn);
            case INSTALLATION_OWNER ->
                caller().map(AccessFilter::requireOwner).invoke(access::grant).map(AccessFilter::goOn);
        };
    }

    /** Without a role the catalog does not exist, whether it exists or not; with too low a role it says so. */
    private Uni<CatalogRef> enter(Caller caller, InCatalog needed, UriInfo uri) {
        String name = uri.getPathParameters().getFirst("catalog");
        ProblemException missing = ProblemException.notFound("Catalog " + name);
        return caller.roleIn(name)
                .map(role -> directory
                        .named(name)
                        .map(found -> found.orElseThrow(() -> missing))
                        .invoke(() -> {
                            if (!role.includes(needed.value())) {
                                throw forbidden("It needs the role " + needed.value() + " in catalog " + name
                                        + "; yours is " + role + ".");
                            }
                        })
                        .invoke(catalog -> access.grant(caller, catalog)))
                .orElseGet(() -> Uni.createFrom().failure(missing));
    }

    private Uni<Caller> caller() {
        return identities.getDeferredIdentity().map(identity -> {
            if (identity.isAnonymous()) {
                throw new UnauthorizedException();
            }
            return requirePerson(TokenCaller.of(identity));
        });
    }

    /** In the audit log that name stands for the installation itself: nobody may pass for it. */
    private static Caller requirePerson(Caller caller) {
        if (caller.name().strip().equalsIgnoreCase(AuditLog.SYSTEM)) {
            throw forbidden("The user name " + AuditLog.SYSTEM
                    + " stands for the installation itself in the audit log; have the account renamed.");
        }
        return caller;
    }

    private static Caller requireOwner(Caller caller) {
        if (!caller.installationOwner()) {
            throw forbidden("It is for owners of the installation.");
        }
        return caller;
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }

    private static @Nullable Response goOn(Object granted) {
        return null;
    }
}
