package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.holdfast.standalone.config.Port;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Holdfast with an identity provider other than Keycloak: the npm package {@code oidc-provider}. Starts a second backend and two more
 * consoles with the build and the database of the demo. Only their environment variables select the provider. The provider has two users:
 * {@code u-1} is omar, a member of the owners' group, and {@code u-7} is nadia, without a role. Runs at the same time as other tests of the
 * demo.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class OtherProviderIT {
    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final String AUDIENCE = "https://holdfast.example/api";
    private static final String DEVICES = "/c/contoso/devices";

    private final Stack stack;
    private final ServiceCopies copies;
    private Browsers browsers;
    private NpmProvider provider;
    private String console = "";
    private String otherConsole = "";

    OtherProviderIT(Stack stack) {
        this.stack = stack;
        this.copies = new ServiceCopies(stack);
    }

    @BeforeAll
    void start() throws IOException {
        browsers = new Browsers(stack);
        Map<String, String> ports = freePorts();
        Map<String, String> otherPorts = freePorts();
        console = "http://localhost:" + ports.get(Port.CONSOLE.variable());
        otherConsole = "http://localhost:" + otherPorts.get(Port.CONSOLE.variable());
        provider = NpmProvider.start(List.of(console, otherConsole));
        copies.start(
                "backend",
                "other-provider-backend.log",
                ports,
                Map.of(
                        "HOLDFAST_OIDC_URL", provider.issuer(),
                        "HOLDFAST_PEOPLE_CLIENT_SECRET", "",
                        "HOLDFAST_OIDC_NAME_CLAIM", "login",
                        "HOLDFAST_OIDC_GROUPS_CLAIM", "departments",
                        "HOLDFAST_OIDC_AUDIENCE", AUDIENCE,
                        "HOLDFAST_OIDC_OWNERS_GROUP", "sg-holdfast-owners",
                        "HOLDFAST_STEP_UP_MAX_AGE", "300",
                        "HOLDFAST_STEP_UP_ACR", "urn:example:twice"));
        Map<String, String> settings = Map.of(
                "HOLDFAST_OIDC_URL",
                provider.issuer(),
                "HOLDFAST_API_URL",
                "http://localhost:" + ports.get(Port.API.variable()),
                "HOLDFAST_CONSOLE_CLIENT_ID",
                "fleet-console",
                "HOLDFAST_CONSOLE_CLIENT_SECRET",
                SECRET,
                "HOLDFAST_CONSOLE_REPLICAS",
                console + "," + otherConsole,
                "HOLDFAST_OIDC_SCOPES",
                "openid,api",
                "QUARKUS_OIDC_AUTHENTICATION_EXTRA_PARAMS_RESOURCE",
                AUDIENCE);
        copies.start("ui", "other-provider-ui.log", ports, settings);
        copies.start("ui", "other-provider-other-ui.log", otherPorts, settings);
        copies.awaitReady("http://localhost:" + ports.get("HOLDFAST_BACKEND_MANAGEMENT_PORT"));
        copies.awaitReady("http://localhost:" + ports.get(Port.CONSOLE_MANAGEMENT.variable()));
        copies.awaitReady("http://localhost:" + otherPorts.get(Port.CONSOLE_MANAGEMENT.variable()));
    }

    /** Returns environment variables with free ports for a backend and a console. */
    private static Map<String, String> freePorts() {
        Map<String, String> ports = new HashMap<>(Ports.free());
        // The second backend and the consoles use the database and the Keycloak of the demo.
        List.of(Port.DATABASE, Port.KEYCLOAK).forEach(port -> ports.remove(port.variable()));
        return ports;
    }

    @AfterAll
    void stop() {
        browsers.close();
        copies.close();
        provider.close();
    }

    @Test
    void members_of_the_owners_group_own_the_installation() {
        Page page = signIn(console, "u-1");

        page.getByText("omar").first().waitFor();
        awaitDevices(page);
        assertThat(page.locator("main").innerText()).contains("Add devices");
        page.context().close();
    }

    @Test
    void a_person_without_a_role_signs_in_and_finds_no_catalog() {
        Page page = signIn(console, "u-7");

        page.getByText("nadia").first().waitFor();
        page.navigate(console + DEVICES);
        page.getByText("Page not found").first().waitFor();
        page.context().close();
    }

    @Test
    void a_page_that_stays_open_outlives_its_access_tokens() {
        provider.letTokensLive(Duration.ofSeconds(6));
        try {
            Page page = signIn(console, "u-1");
            awaitDevices(page);
            page.evaluate("window.isWhereItWas = true");
            int before = provider.refreshed();

            stack.await(
                    "two refreshed tokens",
                    () -> Optional.of(provider.refreshed()).filter(now -> now >= before + 2));

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Images"))
                    .first()
                    .click();
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Images"))
                    .first()
                    .waitFor();
            assertThat(page.evaluate("window.isWhereItWas")).isEqualTo(true);
            page.context().close();
        } finally {
            provider.letTokensLive(Duration.ofMinutes(5));
        }
    }

    @Test
    void signing_out_ends_the_session_at_console_and_provider() {
        Page page = signIn(console, "u-1");
        // Lets the first page load before the menu opens.
        awaitDevices(page);

        // A click is lost if the page updates the menu at the same moment.
        stack.await("the provider asks for confirmation", () -> {
            if (!page.url().startsWith(provider.issuer())) {
                Locator item = page.getByText("Sign out");
                if (!item.isVisible()) {
                    page.locator(".hf-user-menu vaadin-menu-bar-button").first().click();
                }
                item.click();
                page.waitForTimeout(3_000);
            }
            return Optional.of(page.getByText("Yes, sign me out")).filter(Locator::isVisible);
        });
        page.getByText("Yes, sign me out").click();

        page.locator("input[name=login]").waitFor();
        assertThat(page.url()).startsWith(provider.issuer());
        page.navigate(console + DEVICES);
        page.locator("input[name=login]").waitFor();
        page.context().close();
    }

    /**
     * The provider reports the end of the session to one console only. The browser is signed in at the other console. Its access token is
     * still valid for minutes.
     */
    @Test
    void a_session_that_ends_at_the_provider_ends_at_every_console() {
        Page page = signIn(otherConsole, "u-1");
        Page elsewhere = page.context().newPage();
        elsewhere.navigate(provider.signOutPage());
        elsewhere.getByText("Yes, sign me out").click();
        elsewhere.getByText("was successful").waitFor();

        // Hidden pages do not poll.
        page.bringToFront();

        page.getByText("You are signed out").waitFor();
        assertThat(page.url()).isEqualTo(otherConsole + "/signed-out.html");
        page.context().close();
    }

    @Test
    void a_new_provider_key_is_accepted_without_a_restart() {
        Page before = signIn(console, "u-1");

        provider.takeAnotherKey();

        Page after = signIn(console, "u-1");
        awaitDevices(after);
        awaitDevices(before);
        after.context().close();
        before.context().close();
    }

    @Test
    void a_dangerous_operation_redirects_to_sign_in_and_back_to_the_page() {
        Page page = signIn(console, "u-1");
        page.navigate(console + "/c/contoso/tokens");

        createToken(page);
        page.getByText("Confirm your identity and return").click();
        page.getByText("Sign in twice").waitFor();
        answer(page, "u-1");
        page.waitForURL(console + "/c/contoso/tokens");
        createToken(page);

        page.getByText("Copy it now").waitFor();
        page.context().close();
    }

    /** Fills in and confirms the dialog for a new service token. Creating a token requires a recent sign-in. */
    private static void createToken(Page page) {
        page.locator("vaadin-button:has-text('Create token')").click();
        page.locator("vaadin-dialog vaadin-select").first().click();
        page.locator("vaadin-select-item:has-text('A service')").click();
        page.getByLabel("Name").last().fill("script " + UUID.randomUUID());
        page.locator("vaadin-dialog vaadin-button:has-text('Create token'):not([disabled])")
                .click();
    }

    /** Opens the device list and waits for its devices. */
    private void awaitDevices(Page page) {
        page.navigate(console + DEVICES);
        page.getByText("Toaster / Production").first().waitFor();
    }

    /** Signs in to the console at the URL {@code at}. The provider's sign-in page takes the user's subject and no password. */
    private Page signIn(String at, String subject) {
        Page page = browsers.stranger();
        page.navigate(at + "/");
        answer(page, subject);
        page.locator("vaadin-app-layout").waitFor();
        return page;
    }

    /** Fills in the provider's sign-in page. */
    private static void answer(Page page, String subject) {
        page.locator("input[name=login]").fill(subject);
        page.locator("button").click();
    }
}
