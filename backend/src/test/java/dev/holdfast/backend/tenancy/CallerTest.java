package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void the_highest_of_several_roles_counts() {
        Caller caller =
                caller("/catalogs/contoso/reader", "/catalogs/contoso/publisher", "/catalogs/contoso/contributor");

        assertThat(caller.roleIn("Contoso")).contains(Role.PUBLISHER);
        assertThat(caller.roleIn("fabrikam")).isEmpty();
        assertThat(caller.installationOwner()).isFalse();
    }

    @Test
    void an_installation_owner_owns_every_catalog() {
        assertThat(caller("/installation/owner").roleIn("anything")).contains(Role.OWNER);
    }

    @Test
    void groups_that_only_look_like_ours_give_nothing() {
        Caller caller = caller(
                "catalogs/contoso/owner",
                "/catalogs/contoso/owner/",
                "/catalogs/contoso",
                "/catalogs/contoso/OWNER",
                "/catalogs/contoso/admin",
                "/other/catalogs/contoso/owner",
                "/Installation/owner",
                "/installation/owner/x",
                "");

        assertThat(caller.installationOwner()).isFalse();
        assertThat(caller.roles()).isEmpty();
    }

    @Property
    void no_other_group_makes_anyone_a_member(@ForAll List<String> groups) {
        Caller caller = Caller.of("someone", "Someone", groups);

        boolean named =
                groups.stream().anyMatch(group -> group.toLowerCase(Locale.ROOT).startsWith("/catalogs/contoso/"));
        assertThat(caller.roleIn("contoso").isPresent())
                .isEqualTo(named && caller.roles().containsKey("contoso"));
    }

    private static Caller caller(String... groups) {
        return Caller.of("someone", "Someone", List.of(groups));
    }
}
