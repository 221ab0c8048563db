package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.standalone.config.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The first steps of an owner in an installation without demo data. Runs at the same time as the tests of the demo. */
@Order(1)
@ResourceLock(EndToEnd.SECOND_INSTALLATION)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmptyInstallationIT {
    private static final Pattern PASSWORD = Pattern.compile("Password of admin: (?<password>\\S+)");
    private static final Pattern SIGN_IN = Pattern.compile("Open (?<address>\\S+) in a private window and sign in");

    /** All passwords that the owner had. */
    private static final List<String> PASSWORDS = new ArrayList<>();

    private static Stack stack;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        stack = Stack.empty();
        browsers = new Browsers(stack);
        Matcher shown = PASSWORD.matcher(stack.welcome());
        assertThat(shown.find()).as(stack.welcome()).isTrue();
        PASSWORDS.add(shown.group("password"));
    }

    /** Returns the owner's current password. */
    private static String password() {
        return PASSWORDS.getLast();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            browsers.close();
        }
    }

    @Test
    @Order(1)
    void the_owner_is_guided_from_nothing_to_trusted_devices() throws IOException {
        assertThat(stack.holdfast("up").output())
                .as("the password is shown once")
                .contains("is already running")
                .doesNotContain(password());

        Page console = browsers.stranger();
        console.navigate(stack.console("/"));
        Browsers.answer(console, "admin", password());
        console.getByText("0 of 9 done").waitFor();
        console.getByText("Create catalog").click();
        fill(console, "Create catalog", "Display name", "Acme Ovens");
        console.getByText("1 of 9 done").waitFor();
        console.getByText("Create product").click();
        fill(console, "Create product", "Name", "Oven");
        console.getByText("with five device groups").waitFor();

        assertThat(stack.holdfast("sim", "--catalog", "acme-ovens").output())
                .contains("--trust-simulated-manufacturer");
        Process devices = stack.begin(
                "sim",
                "--catalog",
                "acme-ovens",
                "--devices",
                "2",
                "--batch",
                "ovens",
                "--trust-simulated-manufacturer");
        // Reading the output has no timeout, so the process is killed after two minutes.
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(devices::destroy);
        try (BufferedReader output = devices.inputReader()) {
            Page grant = browsers.stranger();
            grant.navigate(lineWith(output, SIGN_IN).group("address"));
            Browsers.answer(grant, "admin", password());
            grant.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes"))
                    .click();
            lineWith(output, Pattern.compile("2 trusted"));
            // The handle leaves the output open, so that the summary can be read.
            devices.toHandle().destroy();
            lineWith(output, Pattern.compile("^met: at least 100 % trusted \\(2\\)"));
        } finally {
            devices.destroy();
            devices.onExit().join();
        }

        console.navigate(stack.console("/c/acme-ovens"));
        console.getByText("7 of 9 done").waitFor();
        console.getByText("2 of 2 devices trusted").waitFor();
    }

    @Test
    @Order(2)
    void the_sample_application_is_packed_uploaded_deployed_and_attested(@TempDir Path folder) throws IOException {
        Path hello = folder.resolve("hello.imagepackage");
        Stack.Outcome packed = stack.holdfast(
                "sim", "pack-application", "--input", "../samples/hello/approot", "--destination", hello.toString());
        assertThat(packed.status()).as(packed.output()).isZero();

        Page console = browsers.stranger();
        console.navigate(stack.console("/c/acme-ovens/images"));
        Browsers.answer(console, "admin", password());
        console.locator("vaadin-upload input[type=file]").setInputFiles(hello);
        console.locator("vaadin-notification-card:has-text('hello uploaded')").waitFor();
        console.navigate(stack.console("/c/acme-ovens"));
        console.getByText("8 of 9 done").waitFor();

        console.navigate(stack.console("/c/acme-ovens/products/Oven/groups/Production"));
        console.locator("vaadin-button:has-text('Start deployment')").click();
        console.locator("vaadin-dialog vaadin-multi-select-combo-box input").pressSequentially("hello");
        console.locator("vaadin-multi-select-combo-box-item").first().waitFor();
        console.keyboard().press("ArrowDown");
        console.keyboard().press("Enter");
        console.keyboard().press("Escape");
        console.locator("vaadin-dialog vaadin-button:text-is('Start deployment'):not([disabled])")
                .click();
        console.getByText("0 of 2 attested").waitFor();

        // The same devices run again.
        Process devices = stack.begin("sim", "--catalog", "acme-ovens", "--batch", "ovens", "--for", "PT5M");
        try {
            console.getByText("2 of 2 attested").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        } finally {
            devices.destroy();
            devices.onExit().join();
        }

        console.navigate(stack.console("/c/acme-ovens"));
        console.getByText("2 of 2 devices trusted").waitFor();
        // The steps disappear with the last one.
        console.getByText("First steps").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        console.context().close();
    }

    /**
     * The gateway listens on 127.0.0.2, all other services on 127.0.0.1. The simulated devices of the first test connected to 127.0.0.2.
     */
    @Test
    @Order(2)
    void the_gateways_address_exposes_only_the_ports_of_devices() {
        for (Port port : Port.values()) {
            boolean forDevices = port == Port.GATEWAY || port == Port.GATEWAY_EST;
            assertThat(answers("127.0.0.2", port))
                    .as("%s at the gateway's address", port)
                    .isEqualTo(forDevices);
            assertThat(answers("127.0.0.1", port)).as("%s at 127.0.0.1", port).isEqualTo(!forDevices);
        }
    }

    /** Returns whether the port accepts connections at this address. */
    private static boolean answers(String address, Port port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            address, stack.installation().settings().port(port)),
                    2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Order(2)
    void the_administrator_adds_people_in_keycloak_and_they_see_their_catalog() {
        assertThat(stack.welcome()).contains("/admin/master/console/").doesNotContain("http://");
        Keycloak keycloak = new Keycloak(stack.installation());
        String token = keycloak.tokenOfAdministrator();
        keycloak.addGroup(token, "/catalogs", "acme-ovens");
        keycloak.addGroup(token, "/catalogs/acme-ovens", "reader");
        keycloak.addUser(token, "rita", "her-first-password", "/catalogs/acme-ovens/reader");

        Page rita = browsers.stranger();
        rita.navigate(stack.console("/c/acme-ovens"));
        Browsers.answer(rita, "rita", "her-first-password");
        rita.locator("#password-new").fill("her-second-password");
        rita.locator("#password-confirm").fill("her-second-password");
        rita.keyboard().press("Enter");
        rita.getByText("2 of 2 devices trusted").waitFor();
    }

    /** The owner already has a session at Keycloak, so the console signs the owner in without a password. */
    @Test
    @Order(3)
    void single_sign_on_without_a_password_needs_confirmation_before_a_dangerous_operation() {
        String keycloak = stack.installation()
                .settings()
                .http(Port.KEYCLOAK, "/realms/holdfast/account/")
                .toString();
        Page page = browsers.stranger();
        page.navigate(keycloak);
        Browsers.answer(page, "admin", password());
        page.waitForURL(url -> url.startsWith(keycloak));
        page.navigate(stack.console("/c/acme-ovens/members"));

        giveRoleTo(page, "rita");
        page.getByText("Confirm your identity and return").click();
        page.locator("#password").fill(password());
        page.locator("#kc-login").click();
        page.waitForURL(stack.console("/c/acme-ovens/members"));
        giveRoleTo(page, "rita");

        page.locator("vaadin-notification-card:has-text('Rita Ruiz now has the role Reader')")
                .waitFor();
        page.navigate(stack.console("/confirm?to=//example.org/&confirmed=true"));
        assertThat(page.url()).startsWith(stack.console("/"));
        page.context().close();
    }

    /** Adds a member on the members page. The dialog preselects the role Reader. */
    private static void giveRoleTo(Page page, String user) {
        page.locator("vaadin-button:has-text('Add member')").click();
        page.locator("vaadin-dialog vaadin-combo-box input").pressSequentially(user);
        page.locator("vaadin-combo-box-item:has-text('" + user + "')").click();
        page.locator("vaadin-dialog vaadin-button:has-text('Add member'):not([disabled])")
                .click();
    }

    @Test
    @Order(4)
    void the_owner_gets_back_in_by_a_command_and_the_audit_log_says_so() {
        Keycloak keycloak = new Keycloak(stack.installation());
        keycloak.addOneTimePassword(keycloak.tokenOfAdministrator(), "admin");

        Stack.Outcome outcome = stack.holdfast("owner");
        Matcher shown = PASSWORD.matcher(outcome.output());
        assertThat(shown.find()).as(outcome.output()).isTrue();
        assertThat(outcome.output()).contains("admin is an installation owner");

        Page page = browsers.stranger();
        page.navigate(stack.console("/c/acme-ovens/installation/members"));
        PASSWORDS.add(shown.group("password"));
        Browsers.answer(page, "admin", password());
        PASSWORDS.add("a-password-of-their-own");
        page.locator("#password-new").fill(password());
        page.locator("#password-confirm").fill(password());
        page.keyboard().press("Enter");
        // Only owners can add members.
        page.locator("vaadin-button:has-text('Add member')").waitFor();
        int recorded = Database.update(
                stack,
                "update audit_entry set actor = actor where subject = 'admin' and action = 'AssignRole' and reason like ?",
                "./holdfast owner, run by the user %");
        assertThat(recorded).as("entries of the command").isEqualTo(1);
        page.context().close();
    }

    @Test
    @Order(5)
    void no_log_and_no_argument_of_a_process_has_a_secret() {
        Leaks leaks = new Leaks(stack.installation().home());
        for (int i = 0; i < PASSWORDS.size(); i++) {
            leaks.add("the owner's password " + (i + 1), PASSWORDS.get(i));
        }

        assertThat(leaks.inLogs()).isEmpty();
        assertThat(leaks.inArguments()).isEmpty();
    }

    @Tag("sweep")
    @Test
    @Order(6)
    void after_a_crash_of_keycloak_down_leaves_nothing_on_any_port_and_up_starts_again() {
        stack.kill("keycloak");

        Stack.Outcome down = stack.holdfast("down");

        assertThat(down.status()).as(down.output()).isZero();
        assertThat(Port.values())
                .allSatisfy(port -> assertThat(
                                Ports.isFree(stack.installation().settings().port(port)))
                        .isTrue());
        Stack.Outcome up = stack.holdfast("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
    }

    /** Fills in the required field of a dialog and confirms it. */
    private static void fill(Page page, String action, String label, String value) {
        page.getByLabel(label).last().fill(value);
        page.keyboard().press("Tab");
        page.locator("vaadin-button", new Page.LocatorOptions().setHasText(action))
                .last()
                .click();
    }

    /** Reads output up to the first line that matches the pattern. */
    private static Matcher lineWith(BufferedReader output, Pattern pattern) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("The command ended without a line that matches " + pattern + ":\n" + all);
    }
}
