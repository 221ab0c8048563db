package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a resource method runs, that the caller may call it. Use cases check only what also depends on the body or on stored data.
 * A method without {@link InCatalog} or {@link InInstallation} refuses everyone.
 */
@ApplicationScoped
public class AccessFilter {
    private final CurrentIdentityAssociation identities;
    private final OidcCallers callers;
    private final NamedScope scopes;
    private final TokenCallers tokens;
    private final SubjectRates rates;
    private final StepUp stepUp;
    private final Access access;
    private final String groupsClaim;

    AccessFilter(
            CurrentIdentityAssociation identities,
            OidcCallers callers,
            NamedScope scopes,
            TokenCallers tokens,
            SubjectRates rates,
            StepUp stepUp,
            Access access,
            @ConfigProperty(name = "holdfast.oidc.groups-claim", defaultValue = "groups") String groupsClaim) {
        this.identities = identities;
        this.callers = callers;
        this.scopes = scopes;
        this.tokens = tokens;
        this.rates = rates;
        this.stepUp = stepUp;
        this.access = access;
        this.groupsClaim = groupsClaim;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<@Nullable Response> decide(ResourceInfo resource, UriInfo uri, HttpHeaders headers) {
        Method operation = resource.getResourceMethod();
        // The sign-in is checked last, so that only callers who have the permission must sign in again.
        return decide(operation, uri, headers)
                .call(() -> stepUp.require(operation, secret(headers).isEmpty()));
    }

    private Uni<@Nullable Response> decide(Method operation, UriInfo uri, HttpHeaders headers) {
        InCatalog inCatalog = operation.getAnnotation(InCatalog.class);
        if (inCatalog != null) {
            return enter(inCatalog, uri, headers).map(AccessFilter::proceed);
        }
        InInstallation inInstallation = operation.getAnnotation(InInstallation.class);
        if (inInstallation == null) {
            return Uni.createFrom().failure(forbidden("This operation is not available to any role."));
        }
        return switch (inInstallation.value()) {
            case ANYONE -> Uni.createFrom().nullItem();
            case SIGNED_IN -> enter(headers, caller -> {});
            case INSTALLATION_READER -> enter(headers, AccessFilter::requireReader);
            case INSTALLATION_OWNER -> enter(headers, AccessFilter::requireOwner);
        };
    }

    private Uni<@Nullable Response> enter(HttpHeaders headers, Consumer<Caller> check) {
        return authenticate(headers, null)
                .map(OidcCallers.Authenticated::caller)
                .invoke(check)
                .invoke(access::grant)
                .map(AccessFilter::proceed);
    }

    /** Answers 404 to callers without a role in the catalog, even if it exists, and 403 to callers whose role is too low. */
    private Uni<CatalogRef> enter(InCatalog needed, UriInfo uri, HttpHeaders headers) {
        String name = uri.getPathParameters().getFirst("catalog");
        return authenticate(headers, name).chain(authenticated -> {
            Caller caller = authenticated.caller();
            CatalogRef catalog = authenticated
                    .catalog()
                    .filter(found -> caller.authority().hasAnyRoleIn(found.id()))
                    .orElseThrow(() -> ProblemException.noCatalog(name));
            return mayEnter(needed, caller, catalog, uri)
                    .invoke(may -> {
                        if (!may) {
                            throw forbidden(tooLow(needed.value(), caller, catalog));
                        }
                        access.grant(caller, catalog);
                    })
                    .replaceWith(catalog);
        });
    }

    private Uni<Boolean> mayEnter(InCatalog needed, Caller caller, CatalogRef catalog, UriInfo uri) {
        if (caller.authority().may(needed.value(), Scope.of(catalog.id()))) {
            return Uni.createFrom().item(true);
        }
        if (!caller.authority().mayInAnyScopeOf(catalog.id(), needed.value())) {
            return Uni.createFrom().item(false);
        }
        return needed.anyScope()
                ? Uni.createFrom().item(true)
                : scopes.of(catalog.id(), uri.getPathParameters())
                        .map(scope -> scope.map(found -> caller.authority().may(needed.value(), found))
                                .orElse(false));
    }

    private static String tooLow(Permission permission, Caller caller, CatalogRef catalog) {
        if (caller.authority().isOfToken() && Authority.requiresSignIn(permission)) {
            return (permission == Permission.APPROVE
                            ? "API tokens cannot approve or reject"
                            : "API tokens cannot manage members or find people")
                    + ". Sign in and retry.";
        }
        String sufficient = Arrays.stream(Role.values())
                .filter(role -> role.may(permission))
                .map(Role::name)
                .collect(Collectors.joining(", "));
        List<Role> here = caller.authority().rolesAt(Scope.of(catalog.id()));
        String has = here.isEmpty()
                ? "your role covers only some of its products or device groups"
                : "you are " + here.stream().map(Role::name).collect(Collectors.joining(", "));
        return "This operation requires one of the roles " + sufficient + " in catalog " + catalog.name() + "; " + has
                + ".";
    }

    private Uni<OidcCallers.Authenticated> authenticate(HttpHeaders headers, @Nullable String catalog) {
        Optional<String> secret = secret(headers);
        return secret.isPresent() ? authenticateToken(secret.get(), catalog) : authenticatePerson(catalog);
    }

    private static Optional<String> secret(HttpHeaders headers) {
        return TokenCallers.secret(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    private Uni<OidcCallers.Authenticated> authenticateToken(String secret, @Nullable String catalog) {
        rates.take(secret);
        return tokens.authenticate(secret, catalog).invoke(authenticated -> {
            // All personal tokens of a person share that person's limit.
            if (!authenticated.caller().isService()) {
                rates.take(authenticated.caller().subject().key());
            }
        });
    }

    private Uni<OidcCallers.Authenticated> authenticatePerson(@Nullable String catalog) {
        return identities.getDeferredIdentity().chain(identity -> {
            if (identity.isAnonymous()) {
                throw new UnauthorizedException();
            }
            AccessTokens.require(identity);
            TokenSubject token = requirePerson(TokenSubject.of(identity, groupsClaim));
            rates.take(token.subject().key());
            RequestOrigin.account(token.subject().key());
            return callers.authenticate(token, catalog);
        });
    }

    /** Refuses user names that the audit log uses for services and for the installation. */
    private static TokenSubject requirePerson(TokenSubject token) {
        if (token.name().startsWith(TokenCallers.SERVICE)) {
            throw forbidden("User names that begin with " + TokenCallers.SERVICE
                    + " are reserved for services. Rename your account at the identity provider.");
        }
        if (token.name().strip().equalsIgnoreCase(AuditLog.SYSTEM)) {
            throw forbidden("The user name " + AuditLog.SYSTEM
                    + " is reserved for the installation. Rename your account at the identity provider.");
        }
        return token;
    }

    private static void requireOwner(Caller caller) {
        if (!caller.installationOwner()) {
            throw forbidden("Only owners of the installation may call this operation.");
        }
    }

    private static void requireReader(Caller caller) {
        if (!caller.authority().may(Permission.READ, Scope.INSTALLATION)) {
            throw forbidden("Only callers with a role in the installation may call this operation.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }

    private static @Nullable Response proceed(Object granted) {
        return null;
    }
}
