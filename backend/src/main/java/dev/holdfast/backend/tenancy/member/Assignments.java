package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Role assignments of a catalog, or of the installation. */
final class Assignments {
    static final String SELECT = """
            select a.assignment_id, a.kind, a.grantee, a.issuer, a.name, a.role, a.product_id, a.group_id, a.assigned_by,
                   a.assigned_at, a.used_at, a.name_order, p.name as product, g.name as grp
            from role_assignment a
            left join product p on p.catalog_id = a.catalog_id and p.product_id = a.product_id
            left join device_group g on g.catalog_id = a.catalog_id and g.group_id = a.group_id
            where a.catalog_id = $1""";
    private static final String OF_SCOPE =
            SELECT + " and (a.product_id = $2 or a.group_id = $3) order by a.assignment_id";
    private static final String ONE = SELECT + " and a.assignment_id = $2";
    // The rows are locked, so that two owners cannot take each other's role at once.
    private static final String OWNERS = """
            select a.assignment_id, a.used_at is not null as is_used
            from role_assignment a
            where a.catalog_id = $1 and a.role = 'OWNER' and a.product_id is null and a.kind = 'SUBJECT'
            order by a.assignment_id for update""";
    private static final String INSERT = """
            insert into role_assignment (catalog_id, assignment_id, kind, issuer, grantee, name, role, product_id, group_id,
                assigned_by, assigned_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing""";
    private static final String CHANGE = """
            update role_assignment set role = $3, assigned_by = $4, assigned_at = $5
            where catalog_id = $1 and assignment_id = $2""";
    private static final String REMOVE = "delete from role_assignment where catalog_id = $1 and assignment_id = $2";

    private Assignments() {}

    /** Role assignment with the scope of the role. */
    record Assignment(MemberView member, Scope scope) {}

    /** Returns the assignments in a product with its groups, or in a group; the other argument is null. */
    static Uni<List<Assignment>> of(Tx tx, @Nullable UUID product, @Nullable UUID group) {
        return tx.list(OF_SCOPE, row -> read(row, tx.catalog()), tx.catalog(), product, group);
    }

    static Uni<Optional<Assignment>> find(Tx tx, UUID id) {
        return tx.find(ONE, row -> read(row, tx.catalog()), tx.catalog(), id);
    }

    /**
     * Owner of the whole catalog or installation.
     *
     * @param id assignment
     * @param isUsed whether the account has sent a request with a sign-in since it got the role; otherwise the account may not exist
     */
    record Owner(UUID id, boolean isUsed) {}

    /**
     * Returns the owners of the whole catalog or installation and locks them until the commit. Assignments to e-mail addresses and groups
     * do not count, because perhaps nobody can use them.
     */
    static Uni<List<Owner>> owners(Tx tx) {
        return tx.list(OWNERS, row -> new Owner(row.getUUID("assignment_id"), row.getBoolean("is_used")), tx.catalog());
    }

    /** Inserts an assignment; returns false when the grantee already has the role in the scope. */
    static Uni<Boolean> insert(Tx tx, UUID id, Scope scope, NewMember request) {
        Caller caller = Caller.of(tx);
        return insert(tx, id, scope, request, caller.subject().issuer(), caller.name());
    }

    /** Inserts an assignment of an account at the identity provider {@code issuer}; returns false when it already has the role in the scope. */
    static Uni<Boolean> insert(Tx tx, UUID id, Scope scope, NewMember request, String issuer, String by) {
        return tx.update(
                        INSERT,
                        scope.catalog(),
                        id,
                        request.kind(),
                        issuer,
                        request.kind() == Grantee.EMAIL
                                ? request.grantee().toLowerCase(Locale.ROOT)
                                : request.grantee(),
                        request.name(),
                        request.role(),
                        scope.product(),
                        scope.group(),
                        by,
                        tx.now())
                .map(rows -> rows == 1);
    }

    static Uni<Integer> change(Tx tx, UUID id, Role role) {
        return tx.update(CHANGE, tx.catalog(), id, role, tx.actor().name(), tx.now());
    }

    static Uni<Integer> remove(Tx tx, UUID id) {
        return tx.update(REMOVE, tx.catalog(), id);
    }

    /** Returns the grantee for the audit log. */
    static String grantee(MemberView member) {
        String kind =
                member.kind() == Grantee.SUBJECT ? "subject" : member.kind() == Grantee.EMAIL ? "e-mail" : "group";
        return member.name() + " (" + kind + " " + member.grantee() + ")";
    }

    /** Returns the scope for the audit log; empty for the whole catalog or installation. */
    static String scope(MemberView member) {
        String product = member.product() == null ? "" : " in " + member.product();
        return member.group() == null ? product : product + " / " + member.group();
    }

    static Assignment read(Row row, CatalogId catalog) {
        return new Assignment(member(row), new Scope(catalog, row.getUUID("product_id"), row.getUUID("group_id")));
    }

    static MemberView member(Row row) {
        return new MemberView(
                row.getUUID("assignment_id"),
                Grantee.valueOf(row.getString("kind")),
                row.getString("grantee"),
                row.getString("issuer"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("product"),
                row.getString("grp"),
                row.getString("assigned_by"),
                Columns.instant(row, "assigned_at"),
                Columns.instantOrNull(row, "used_at"));
    }
}
