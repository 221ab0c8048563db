package dev.holdfast.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The roles of the signed-in person. */
class SignedInTest {
    @Test
    void roles_come_from_the_operator_api() {
        SignedIn rashid = new SignedIn(new FakeSession(FakeOperatorApi.reader()));

        assertThat(rashid.rolesIn("CONTOSO")).containsExactly(Role.READER);
        assertThat(rashid.rolesIn("fabrikam")).isEmpty();
        assertThat(rashid.displayName("contoso")).isEqualTo("Contoso Appliances");
    }

    @Test
    void an_installation_owner_owns_every_catalog() {
        SignedIn ada = new SignedIn(new FakeSession(new Me("ada", "Ada", true, List.of())));

        assertThat(ada.rolesIn("anything")).containsExactly(Role.OWNER);
    }

    @Test
    void a_role_in_a_group_applies_only_there() {
        SignedIn pat = new SignedIn(new FakeSession(FakeOperatorApi.withScopedRole(Role.OWNER)));

        assertThat(pat.rolesInScope("contoso", "Toaster", "PRODUCTION")).containsExactly(Role.OWNER);
        assertThat(pat.rolesInScope("contoso", "Toaster", "Field Test")).isEmpty();
        assertThat(pat.rolesInScope("contoso", "Toaster", null)).isEmpty();
    }

    @Test
    void a_scoped_role_does_not_apply_to_the_catalog() {
        ScopedRole scoped = new ScopedRole("contoso", "Contoso Appliances", "Toaster", null, Role.APPROVER);
        SignedIn pat = new SignedIn(new FakeSession(new Me("pat", "Pat", false, List.of(), List.of(scoped), false)));

        assertThat(pat.rolesIn("contoso")).isEmpty();
        assertThat(pat.rolesInScopesOf("CONTOSO")).containsExactly(Role.APPROVER);
        assertThat(pat.rolesInScopesOf("fabrikam")).isEmpty();
        assertThat(pat.rolesInScope("Contoso", "toaster", "Production")).containsExactly(Role.APPROVER);
        assertThat(pat.rolesInScope("contoso", "Kettle", "Production")).isEmpty();
        assertThat(pat.displayName("contoso")).isEqualTo("Contoso Appliances");
    }
}
