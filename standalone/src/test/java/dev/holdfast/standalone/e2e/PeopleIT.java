package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners find and invite people. The people are users in the Keycloak of the installation. */
@EndToEnd
class PeopleIT {
    private static final String PEOPLE = "catalogs/contoso/people";

    private final Stack stack;
    private final Browsers browsers;

    PeopleIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @ParameterizedTest
    @CsvSource({"rash, Rashid Khan", "KHAN, Rashid Khan", "rashid@contoso, Rashid Khan", "diaz car, Carmen Diaz"})
    void an_owner_finds_people_by_parts_of_their_names_and_address(String text, String name) {
        JsonNode found = stack.as("olivia").get(PEOPLE + "?filter=" + text);

        assertThat(found.findValuesAsText("name")).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-account", "holdfast-people", "__", "%25%25", "*"})
    void service_accounts_and_wildcards_find_nobody(String text) {
        var answer = stack.as("olivia").raw(PEOPLE + "?filter=" + text);

        assertThat(answer.statusCode() == 400 || answer.body().contains("\"items\":[]"))
                .as(answer.body())
                .isTrue();
    }

    @Test
    void only_owners_find_people() {
        assertThat(stack.as("pavel").raw(PEOPLE + "?filter=rash").statusCode()).isEqualTo(403);
        assertThat(stack.as("farah").raw(PEOPLE + "?filter=rash").statusCode()).isEqualTo(404);
        assertThat(stack.as("olivia").raw("people?filter=rash").statusCode()).isEqualTo(403);
        assertThat(stack.as("admin").raw("people?filter=rash").statusCode()).isEqualTo(200);
    }

    @Test
    void an_invited_person_chooses_a_password_and_has_the_assigned_role() {
        String userName = "ina" + System.nanoTime();
        JsonNode invited = stack.as("olivia")
                .post(PEOPLE, new NewPerson(userName, userName + "@contoso.example", "Ina", "Invited"));
        JsonNode person = invited.get("person");
        stack.as("olivia")
                .post(
                        "catalogs/contoso/members",
                        new NewMember(
                                Grantee.SUBJECT,
                                person.get("subject").asText(),
                                person.get("name").asText(),
                                Role.READER,
                                null,
                                null));

        Page page = browsers.stranger();
        page.navigate(stack.console("/c/contoso"));
        Browsers.answer(page, userName, invited.get("firstPassword").asText());
        page.locator("#password-new").fill("her-own-password-2");
        page.locator("#password-confirm").fill("her-own-password-2");
        page.keyboard().press("Enter");
        page.getByText("Ina Invited").first().waitFor();
        page.getByText("Recent changes").first().waitFor();
        page.context().close();

        assertThat(stack.as("olivia").get("catalogs/contoso/audit?limit=50").toString())
                .contains("InvitePerson", userName)
                .doesNotContain(invited.get("firstPassword").asText());
        assertThat(stack.as("olivia").get(PEOPLE + "?filter=" + userName)).hasSize(1);
    }

    @Test
    void the_client_for_people_can_only_manage_users() {
        Keycloak keycloak = new Keycloak(stack.installation());
        String token = keycloak.tokenOfClient(
                "holdfast-people", stack.installation().secrets().machine("people.client.secret"));
        String admin = "/admin/realms/holdfast";

        assertThat(keycloak.get(admin + "/users?max=1", token)).isEqualTo(200);
        for (String other :
                new String[] {"/clients", "/roles", "/events", "/admin-events", "/identity-provider/instances"}) {
            assertThat(keycloak.get(admin + other, token)).as(other).isEqualTo(403);
        }
        assertThat(keycloak.get("/admin/realms/master/users", token)).isIn(401, 403);
        assertThat(keycloak.put(admin, token, Map.of("sslRequired", "all"))).isEqualTo(403);
        assertThat(keycloak.put(admin + "/roles/offline_access", token, Map.of("name", "owner")))
                .isEqualTo(403);
        assertThat(stack.as(() -> token).raw("me").statusCode()).isEqualTo(401);
    }
}
