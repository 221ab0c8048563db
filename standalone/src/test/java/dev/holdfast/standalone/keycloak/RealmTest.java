package dev.holdfast.standalone.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the Keycloak realm that a new installation creates. */
class RealmTest {
    @TempDir
    Path folder;

    @Test
    void the_demo_has_users_with_roles_in_two_catalogs() {
        JsonNode realm = new Realm(installation(Mode.DEMO)).render();

        assertThat(realm.get("users").findValuesAsText("username"))
                .containsExactly(
                        "admin", "olivia", "pavel", "carmen", "rashid", "farah", "service-account-holdfast-people");
        assertThat(realm.at("/users/3/groups/0").asText()).isEqualTo("/catalogs/contoso/contributor");
        assertThat(realm.get("groups").findValuesAsText("name"))
                .contains("installation", "catalogs", "contoso", "fabrikam", "publisher");
    }

    @Test
    void passwords_and_client_secrets_come_from_the_installation() {
        Installation installation = installation(Mode.DEMO);

        JsonNode realm = new Realm(installation).render();

        assertThat(realm.at("/users/1/credentials/0/value").asText())
                .isEqualTo(installation.secrets().person("user.olivia.password"));
        assertThat(client(realm, "holdfast-console").get("secret").asText())
                .isEqualTo(installation.secrets().machine("console.client.secret"))
                .hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void an_empty_installation_has_one_owner_and_stores_no_password() {
        Installation installation = installation(Mode.EMPTY);
        Realm made = new Realm(installation);

        JsonNode realm = made.render();

        assertThat(realm.get("users").findValues("credentials")).hasSize(1);
        assertThat(realm.at("/users/0/groups").isMissingNode()).isTrue();
        assertThat(realm.get("groups").findValuesAsText("name")).contains("installation", "owner");
        assertThat(realm.at("/users/0/requiredActions/0").asText()).isEqualTo("UPDATE_PASSWORD");
        assertThat(made.ownerPassword())
                .contains(realm.at("/users/0/credentials/0/value").asText());
        assertThat(folder.resolve(".holdfast/secrets.properties"))
                .content()
                .doesNotContain(made.ownerPassword().orElseThrow());
        assertThat(client(realm, "holdfast-cli")
                        .get("directAccessGrantsEnabled")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void the_console_redirects_only_to_itself_and_uses_pkce() {
        JsonNode console = client(new Realm(installation(Mode.DEMO)).render(), "holdfast-console");

        assertThat(console.get("redirectUris")).hasSize(1);
        assertThat(console.at("/redirectUris/0").asText()).isEqualTo("http://localhost:8080/*");
        assertThat(console.at("/attributes/pkce.code.challenge.method").asText())
                .isEqualTo("S256");
    }

    @Test
    void keycloak_reports_ended_sessions_and_supports_confirmation() {
        JsonNode realm = new Realm(installation(Mode.EMPTY)).render();
        JsonNode console = client(realm, "holdfast-console");

        assertThat(console.at("/attributes/backchannel.logout.url").asText())
                .isEqualTo("http://localhost:8080/back-channel-logout");
        assertThat(console.at("/attributes/backchannel.logout.session.required").asText())
                .isEqualTo("true");
        assertThat(realm.at("/attributes/acr.loa.map").asText()).isEqualTo("{\"confirmed\":1}");
        for (String people : List.of("holdfast-console", "holdfast-cli")) {
            assertThat(client(realm, people).get("defaultClientScopes").toString())
                    .as("auth_time and acr, which say how somebody signed in")
                    .isEqualTo("[\"basic\",\"acr\"]");
        }
    }

    @Test
    void sign_in_pages_use_the_holdfast_theme() {
        assertThat(new Realm(installation(Mode.EMPTY))
                        .render()
                        .get("loginTheme")
                        .asText())
                .isEqualTo(LoginTheme.NAME);
    }

    @Test
    void tokens_carry_the_audience_of_the_operator_api_and_full_group_paths() {
        JsonNode realm = new Realm(installation(Mode.DEMO)).render();

        for (String people : List.of("holdfast-console", "holdfast-cli")) {
            JsonNode client = client(realm, people);
            assertThat(client.findValuesAsText("included.custom.audience")).containsExactly("holdfast-api");
            assertThat(client.findValuesAsText("full.path")).containsExactly("true");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void no_group_can_rename_people_or_reset_their_passwords(Mode mode) {
        JsonNode realm = new Realm(installation(mode)).render();

        assertThat(realm.get("groups").findParents("clientRoles")).isEmpty();
        assertThat(realm.get("groups").findParents("realmRoles")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void tokens_of_people_end_with_their_session_and_need_tls_on_networks(Mode mode) {
        JsonNode realm = new Realm(installation(mode)).render();

        for (String people : List.of("holdfast-console", "holdfast-cli")) {
            assertThat(client(realm, people).toString()).doesNotContain("offline_access");
        }
        assertThat(realm.get("sslRequired").asText()).isEqualTo("external");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void the_backends_client_can_only_manage_users(Mode mode) {
        Installation installation = installation(mode);
        JsonNode realm = new Realm(installation).render();
        JsonNode client = client(realm, "holdfast-people");

        assertThat(realm.get("users").findParents("clientRoles"))
                .extracting(user -> user.path("serviceAccountClientId").asText())
                .containsExactly("holdfast-people");
        assertThat(realm.get("users").findValues("clientRoles"))
                .hasToString("[{\"realm-management\":[\"view-users\",\"query-users\",\"manage-users\"]}]");
        assertThat(realm.at("/clientScopeMappings/realm-management/0/roles"))
                .hasToString("[\"view-users\",\"query-users\",\"manage-users\"]");
        assertThat(client.get("secret").asText())
                .isEqualTo(installation.secrets().machine("people.client.secret"))
                .hasSizeGreaterThanOrEqualTo(32);
        assertThat(client.get("fullScopeAllowed").asBoolean(true)).isFalse();
        for (String flow : List.of("standardFlowEnabled", "implicitFlowEnabled", "directAccessGrantsEnabled")) {
            assertThat(client.get(flow).asBoolean(true)).as(flow).isFalse();
        }
        assertThat(client.findValuesAsText("included.custom.audience")).isEmpty();
    }

    private Installation installation(Mode mode) {
        Home home = Home.of(folder, Map.of());
        return Installation.open(home, Settings.load(home, Map.of()), mode);
    }

    private static JsonNode client(JsonNode realm, String id) {
        for (JsonNode client : realm.get("clients")) {
            if (client.get("clientId").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("no client " + id);
    }
}
