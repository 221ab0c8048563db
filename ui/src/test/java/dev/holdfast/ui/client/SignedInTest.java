package dev.holdfast.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedInTest {
    @Test
    void roles_are_those_that_the_operator_api_tells() {
        SignedIn rashid = new SignedIn(new FakeSession(FakeOperatorApi.reader()));

        assertThat(rashid.rolesIn("CONTOSO")).containsExactly(Role.READER);
        assertThat(rashid.rolesIn("fabrikam")).isEmpty();
        assertThat(rashid.displayName("contoso")).isEqualTo("Contoso Appliances");
    }

    @Test
    void an_installation_owner_is_owner_everywhere() {
        SignedIn ada = new SignedIn(new FakeSession(new Me("ada", "Ada", true, List.of())));

        assertThat(ada.rolesIn("anything")).containsExactly(Role.OWNER);
    }
}
