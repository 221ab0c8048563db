package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A command line program without a browser gets a token as {@code docs/api.md} describes (device authorization, RFC 8628). The API accepts
 * the token.
 */
@EndToEnd
class DeviceCodeIT {
    private static final String OIDC = "/realms/holdfast/protocol/openid-connect";
    private static final Map<String, String> CLIENT = Map.of("client_id", "holdfast-cli");

    private final Stack stack;
    private final Browsers browsers;
    private final Keycloak keycloak;

    DeviceCodeIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
        this.keycloak = new Keycloak(stack.installation());
    }

    @Test
    void consent_in_a_browser_gives_the_command_line_a_token() {
        JsonNode code = keycloak.form(OIDC + "/auth/device", CLIENT);

        answer(browsers.stranger(), code, "olivia", "Yes");

        String token = token(code);
        JsonNode me = stack.as(() -> token).get("me");
        assertThat(me.get("name").asText()).isEqualTo("olivia");
        assertThat(me.at("/catalogs/0/role").asText()).isEqualTo("OWNER");
        assertThat(stack.as(() -> token).raw("catalogs/contoso/overview").statusCode())
                .isEqualTo(200);
        assertThat(stack.as(() -> token).raw("catalogs/fabrikam").statusCode()).isEqualTo(404);
    }

    @Test
    void an_open_session_does_not_replace_the_password() throws IOException {
        Page page = browsers.signIn("olivia");
        JsonNode code = keycloak.form(OIDC + "/auth/device", CLIENT);

        answer(page, code, "olivia", "Yes");

        byte[] claims = Base64.getUrlDecoder().decode(token(code).split("\\.", -1)[1]);
        assertThat(new JsonMapper().readTree(claims).get("acr").asText()).isEqualTo("confirmed");
    }

    @Test
    void no_token_is_issued_before_consent_or_after_refusal() {
        JsonNode code = keycloak.form(OIDC + "/auth/device", CLIENT);
        assertThat(ask(code).get("error").asText()).isEqualTo("authorization_pending");

        answer(browsers.stranger(), code, "rashid", "No");

        String error = stack.await(
                "the end of it",
                () -> Optional.of(ask(code).get("error").asText())
                        .filter(now -> !now.equals("authorization_pending") && !now.equals("slow_down")));
        assertThat(error).isEqualTo("access_denied");
    }

    /** Polls for the token. */
    private String token(JsonNode code) {
        return stack.await(
                "a token",
                () -> Optional.ofNullable(ask(code).get("access_token")).map(JsonNode::asText));
    }

    /** Requests the token once, as a polling program does. {@code code} is the response of the device authorization endpoint. */
    private JsonNode ask(JsonNode code) {
        return keycloak.form(
                OIDC + "/token",
                Map.of(
                        "client_id",
                        "holdfast-cli",
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        code.get("device_code").asText()));
    }

    /** Opens the link of the code in a browser, signs the user in and clicks Yes or No. */
    private void answer(Page page, JsonNode code, String user, String choice) {
        page.navigate(code.get("verification_uri_complete").asText());
        Browsers.answer(page, user, stack.password(user));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(choice))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(choice))
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        page.context().close();
    }
}
