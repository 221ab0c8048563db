package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Grant;
import dev.holdfast.backend.tenancy.authority.GroupRoles;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.operator.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Callers with an access token of the identity provider. Reads their roles, from assignments and group names, at every request. */
@ApplicationScoped
class OidcCallers {
    private static final String CATALOGS = """
            select catalog_id, name, display_name from catalog_names() where lower(name) = any ($1)""";
    private static final String GRANTED =
            "select catalog_id, product_id, group_id, role from roles_of_caller($1, $2, $3, $4, $5)";

    private final Transactions transactions;
    private final String ownersGroup;

    OidcCallers(
            Transactions transactions,
            @ConfigProperty(name = "holdfast.oidc.owners-group", defaultValue = GroupRoles.OWNERS) String ownersGroup) {
        this.transactions = transactions;
        this.ownersGroup = ownersGroup;
    }

    /**
     * Caller and catalog of a request.
     *
     * @param caller caller with all roles
     * @param catalog empty when the request names none or one that does not exist
     */
    record Authenticated(Caller caller, Optional<CatalogRef> catalog) {}

    /** Returns the caller, and the catalog {@code catalogName} if it exists. */
    Uni<Authenticated> authenticate(TokenSubject token, @Nullable String catalogName) {
        List<GroupRoles.Named> byGroup = GroupRoles.of(token.subject().groups(), ownersGroup);
        return transactions.inInstallation(tx -> catalogs(tx, names(byGroup, catalogName))
                .chain(catalogs -> granted(tx, token.subject(), true)
                        .map(assigned -> authenticated(token, catalogName, catalogs, byGroup, assigned))));
    }

    /** Returns the current authority of a stored subject, with the groups of its original request. */
    Uni<Authority> authority(Tx tx, Subject subject) {
        List<GroupRoles.Named> byGroup = GroupRoles.of(subject.groups(), ownersGroup);
        return catalogs(tx, names(byGroup, null))
                .chain(catalogs -> granted(tx, subject, false).map(assigned -> authority(catalogs, byGroup, assigned)));
    }

    private static List<String> names(List<GroupRoles.Named> byGroup, @Nullable String catalogName) {
        return Stream.concat(byGroup.stream().map(GroupRoles.Named::catalog), Stream.ofNullable(catalogName))
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** Finds catalogs by lower-case names. */
    static Uni<Map<String, CatalogRef>> catalogs(Tx tx, List<String> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : tx.list(CATALOGS, CatalogDirectory::ref, Columns.texts(names, name -> name))
                        .map(found -> found.stream()
                                .collect(Collectors.toMap(catalog -> key(catalog.name()), catalog -> catalog)));
    }

    /**
     * Returns the roles of a subject and its groups. Binds roles of its e-mail address to the subject first. If {@code calls} is true,
     * marks the subject's own roles as used, in all scopes.
     */
    static Uni<List<Grant>> granted(Tx tx, Subject subject, boolean calls) {
        return tx.list(
                GRANTED,
                OidcCallers::grant,
                subject.issuer(),
                subject.id(),
                subject.email(),
                Columns.texts(subject.groups(), group -> group),
                calls);
    }

    private static Authenticated authenticated(
            TokenSubject token,
            @Nullable String catalogName,
            Map<String, CatalogRef> catalogs,
            List<GroupRoles.Named> byGroup,
            List<Grant> assigned) {
        return new Authenticated(
                new Caller(token.name(), token.displayName(), token.subject(), authority(catalogs, byGroup, assigned)),
                Optional.ofNullable(catalogName).map(name -> catalogs.get(key(name))));
    }

    private static Authority authority(
            Map<String, CatalogRef> catalogs, List<GroupRoles.Named> byGroup, List<Grant> assigned) {
        Stream<Grant> carried = byGroup.stream()
                .flatMap(named -> scope(named, catalogs).map(scope -> new Grant(named.role(), scope)).stream());
        return new Authority(Stream.concat(carried, assigned.stream()).toList());
    }

    private static Optional<Scope> scope(GroupRoles.Named named, Map<String, CatalogRef> catalogs) {
        return named.catalog() == null
                ? Optional.of(Scope.INSTALLATION)
                : Optional.ofNullable(catalogs.get(named.catalog())).map(catalog -> Scope.of(catalog.id()));
    }

    static Grant grant(Row row) {
        return new Grant(
                Role.valueOf(row.getString("role")),
                new Scope(
                        new CatalogId(row.getUUID("catalog_id")), row.getUUID("product_id"), row.getUUID("group_id")));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
