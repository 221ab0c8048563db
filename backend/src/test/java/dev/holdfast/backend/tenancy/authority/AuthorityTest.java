package dev.holdfast.backend.tenancy.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The permissions of a person with roles. A scope is the installation, a catalog, a product or a device group. */
class AuthorityTest {
    private static final CatalogId CONTOSO = new CatalogId(new UUID(1, 1));
    private static final CatalogId FABRIKAM = new CatalogId(new UUID(1, 2));
    private static final UUID TOASTER = new UUID(2, 1);
    private static final UUID KETTLE = new UUID(2, 2);
    private static final UUID PRODUCTION = new UUID(3, 1);
    private static final UUID FIELD_TEST = new UUID(3, 2);
    /** A part of the tree of scopes: the installation; Contoso with two products, one of which has two groups; Fabrikam. */
    private static final List<Scope> SCOPES = List.of(
            Scope.INSTALLATION,
            Scope.of(CONTOSO),
            new Scope(CONTOSO, TOASTER, null),
            new Scope(CONTOSO, TOASTER, PRODUCTION),
            new Scope(CONTOSO, TOASTER, FIELD_TEST),
            new Scope(CONTOSO, KETTLE, null),
            Scope.of(FABRIKAM));

    @Test
    void without_a_grant_everything_is_denied() {
        Authority nobody = new Authority(List.of());

        for (Permission permission : Permission.values()) {
            SCOPES.forEach(scope -> assertThat(nobody.may(permission, scope)).isFalse());
        }
        assertThat(nobody.hasAnyRoleIn(CONTOSO)).isFalse();
    }

    @Property
    void a_grant_applies_in_its_scope_and_below_and_nowhere_else(@ForAll Role role, @ForAll Permission permission) {
        for (Scope granted : SCOPES) {
            Authority authority = new Authority(List.of(new Grant(role, granted)));
            for (Scope scope : SCOPES) {
                assertThat(authority.may(permission, scope))
                        .as("%s of %s: %s in %s", role, granted, permission, scope)
                        .isEqualTo(role.may(permission) && isIn(scope, granted));
            }
        }
    }

    /** Returns whether a scope is {@code outer} or below it, computed from positions in {@link #SCOPES} and not by the tested code. */
    private static boolean isIn(Scope scope, Scope outer) {
        return switch (SCOPES.indexOf(outer)) {
            case 0 -> true;
            case 1 -> SCOPES.indexOf(scope) >= 1 && SCOPES.indexOf(scope) <= 5;
            case 2 -> SCOPES.indexOf(scope) >= 2 && SCOPES.indexOf(scope) <= 4;
            default -> scope.equals(outer);
        };
    }

    @Property
    void only_owners_assign_roles_and_only_within_their_scope(@ForAll Role mine, @ForAll Role given) {
        for (Scope scope : SCOPES) {
            Authority authority = new Authority(List.of(new Grant(mine, scope)));

            assertThat(authority.mayAssign(given, scope)).isEqualTo(mine == Role.OWNER);
            if (scope.product() != null) {
                assertThat(authority.mayAssign(given, Scope.of(scope.catalog())))
                        .isFalse();
            }
        }
    }

    @Test
    void a_scoped_role_grants_nothing_in_the_whole_catalog() {
        Authority scoped = new Authority(List.of(new Grant(Role.OWNER, new Scope(CONTOSO, TOASTER, null))));

        assertThat(scoped.hasAnyRoleIn(CONTOSO)).isTrue();
        assertThat(scoped.hasAnyRoleIn(FABRIKAM)).isFalse();
        assertThat(scoped.rolesAt(Scope.of(CONTOSO))).isEmpty();
        assertThat(scoped.may(Permission.READ, Scope.of(CONTOSO))).isFalse();
    }

    @Test
    void roles_add_up() {
        Authority both = new Authority(
                List.of(new Grant(Role.APPROVER, Scope.of(CONTOSO)), new Grant(Role.CONTRIBUTOR, Scope.of(CONTOSO))));

        assertThat(both.rolesAt(Scope.of(CONTOSO))).containsExactly(Role.CONTRIBUTOR, Role.APPROVER);
        assertThat(both.may(Permission.APPROVE, Scope.of(CONTOSO))).isTrue();
        assertThat(both.may(Permission.MANAGE_FLEET, Scope.of(CONTOSO))).isTrue();
        assertThat(both.may(Permission.PUBLISH, Scope.of(CONTOSO))).isFalse();
    }

    @Test
    void the_same_subject_of_another_provider_is_another_person() {
        Subject subject = new Subject("https://a.example", "1", "Ada@Example.org", List.of("admins"));

        assertThat(subject.is("https://a.example", Grantee.SUBJECT, "1")).isTrue();
        assertThat(subject.is("https://b.example", Grantee.SUBJECT, "1")).isFalse();
        assertThat(subject.is("https://a.example", Grantee.EMAIL, "ADA@example.org"))
                .isTrue();
        assertThat(subject.is("https://a.example", Grantee.GROUP, "admins")).isTrue();
    }

    @Test
    void the_documented_permissions_match_the_code() throws IOException {
        String documented = Files.readString(Path.of("../docs/roles.md"), StandardCharsets.UTF_8);

        for (Permission permission : Permission.values()) {
            String cells = Arrays.stream(Role.values())
                    .map(role -> role.may(permission) ? "✓" : " ")
                    .collect(Collectors.joining(" | "));
            assertThat(documented).contains("| " + permission + " | " + cells + " |");
        }
    }
}
