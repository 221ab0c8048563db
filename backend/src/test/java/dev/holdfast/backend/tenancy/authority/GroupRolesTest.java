package dev.holdfast.backend.tenancy.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.tenancy.authority.GroupRoles.Named;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Roles by groups of the identity provider. A role without a catalog applies to the installation. */
class GroupRolesTest {
    /** Default of the setting that names the group of installation owners. */
    private static final String OWNERS = "/installation/owner";

    @Test
    void the_configured_group_owns_the_installation() {
        assertThat(GroupRoles.of(List.of("sg-holdfast-owners"), "sg-holdfast-owners"))
                .containsExactly(new Named(null, Role.OWNER));
        assertThat(GroupRoles.of(List.of("sg-holdfast-owners"), OWNERS)).isEmpty();
    }

    @Test
    void named_groups_grant_nothing_where_another_group_owns_the_installation() {
        List<String> groups = List.of("/installation/owner", "/installation/reader", "/catalogs/contoso/owner");

        assertThat(GroupRoles.of(groups, OWNERS)).hasSize(groups.size());
        assertThat(GroupRoles.of(groups, "sg-holdfast-owners")).isEmpty();
    }

    @Test
    void groups_carry_roles_in_catalogs_and_in_the_installation() {
        assertThat(GroupRoles.of(
                        List.of(
                                "/catalogs/Contoso/reader",
                                "/catalogs/contoso/security-analyst",
                                "/installation/approver"),
                        OWNERS))
                .containsExactly(
                        new Named("contoso", Role.READER),
                        new Named("contoso", Role.SECURITY_ANALYST),
                        new Named(null, Role.APPROVER));
    }

    @Test
    void similar_group_names_grant_nothing() {
        assertThat(GroupRoles.of(
                        List.of(
                                "catalogs/contoso/owner",
                                "/catalogs/contoso/owner/",
                                "/catalogs/contoso",
                                "/catalogs/contoso/OWNER",
                                "/catalogs/contoso/security_analyst",
                                "/catalogs/contoso/admin",
                                "/other/catalogs/contoso/owner",
                                "/Installation/owner",
                                "/installation/owner/x",
                                "/installation",
                                ""),
                        OWNERS))
                .isEmpty();
    }

    @Property
    void other_groups_grant_nothing(@ForAll List<String> groups) {
        boolean named =
                groups.stream().anyMatch(group -> group.startsWith("/catalogs/") || group.startsWith("/installation/"));

        assertThat(GroupRoles.of(groups, OWNERS).isEmpty() || named).isTrue();
    }
}
