package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.docs.DocScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    /** The page about chips and their files. */
    private static final String FACTORY = "pluton-hsm-sim/README.md";

    private static final Pattern BATCH = Pattern.compile("add --batch (?<name>\\S+)\\.$");

    private static Stack stack;
    private static Browsers browsers;
    private static Owner owner;

    @BeforeAll
    static void start() {
        stack = Stack.empty();
        browsers = new Browsers(stack);
        owner = new Owner(stack, browsers);
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
    void the_owner_chooses_a_password_and_creates_catalog_and_product() {
        assertThat(stack.holdfast("up").output())
                .as("the password is shown once")
                .contains("is already running")
                .doesNotContain(owner.password());

        Page console = owner.open("/");
        FirstStepsPage steps = new FirstStepsPage(console);
        owner.choosePassword(console, "the-owners-own-password");
        steps.awaitDone(0);
        steps.create("Create catalog", "Display name", "Acme Ovens");
        steps.awaitDone(1);
        steps.create("Create product", "Name", "Oven");
        console.getByText("with five device groups").waitFor();
        console.context().close();
    }

    /** The devices have another part than those of {@code ./holdfast sim}, whose operating system another manufacturer signs. */
    @Test
    @Order(2)
    void the_scripts_of_the_first_steps_lead_to_an_attested_application(@TempDir Path folder)
            throws IOException, InterruptedException {
        FirstStepsWalk walk = walk("acme-ovens", "Oven", folder, owner.token());
        walk.replace("--directory factory", "--directory . --chip imx8");
        walk.replace("factory/chips", "chips");
        walk.replace(
                "https://localhost:8443",
                stack.installation().settings().https(Port.GATEWAY, "").toString());
        walk.replace("./acme", "manufacturers/sim-silicon");
        walk.replace("VERSION", "26.09");
        walk.run(DocScripts.text(FACTORY, "curl "));

        walk.runScript("Trust a silicon manufacturer", 3);
        walk.runScript("Import an endorsement list", 4);
        walk.runScript("Release the operating system", 5);
        walk.runScript("Claim devices", 6);
        String attested = walk.page().script("Wait for the first attestation");
        try (RunningScript _ = walk.begin(DocScripts.text(FACTORY, "./holdfast sim run"))) {
            walk.page().awaitTrusted(10);
            assertThat(walk.run(attested)).contains(Files.readAllLines(folder.resolve("devices.txt")));
            walk.run("./holdfast sim pack-application --input samples/hello/approot --destination hello.imagepackage");
            walk.replaceImageId(walk.runScript("Upload an application", 8));
            walk.run(walk.page().script("Deploy it to a group"));
            walk.page().awaitEnd();
            walk.awaitAttested(10);
        }
    }

    @Test
    @Order(3)
    void simulated_devices_do_each_of_the_first_steps(@TempDir Path folder) throws IOException, InterruptedException {
        String token = owner.token();
        OperatorClient api = stack.as(() -> token);
        api.post("catalogs", new NewCatalog("acme-grills", "Acme Grills"));
        api.post("catalogs/acme-grills/products", new NewProduct("Grill", ""));
        assertThat(stack.holdfast("sim", "--catalog", "acme-grills").output())
                .contains("--trust-simulated-manufacturer");
        FirstStepsWalk walk = walk("acme-grills", "Grill", folder, token);

        try (RunningScript devices = walk.begin(walk.page().simulated("Claim devices"))) {
            owner.confirm(devices.line(Owner.SIGN_IN));
            devices.line(Pattern.compile("now trusts contoso-silicon"));
            walk.replace("BATCH", devices.line(BATCH).group("name"));
            walk.page().awaitTrusted(10);
            devices.stop();
            devices.line(Pattern.compile("^met: at least 100 % trusted \\(10\\)"));
        }
        walk.replaceImageId(walk.run(walk.page().simulated("Upload an application")));
        walk.page().awaitDone(8);
        try (RunningScript _ = walk.begin(walk.page().simulated("Deploy it to a group"))) {
            walk.page().awaitEnd();
            walk.awaitAttested(10);
        }
    }

    private static FirstStepsWalk walk(String catalog, String product, Path folder, String token) throws IOException {
        return new FirstStepsWalk(stack, catalog, product, owner.open("/c/" + catalog), folder, token);
    }

    /** The gateway listens on 127.0.0.2, all other services on 127.0.0.1. The devices of the earlier tests connected to 127.0.0.2. */
    @Test
    @Order(4)
    void the_gateways_address_exposes_only_the_ports_of_devices() {
        for (Port port : Port.values()) {
            boolean forDevices = port == Port.GATEWAY || port == Port.GATEWAY_EST;
            int number = stack.installation().settings().port(port);
            assertThat(Ports.accepts("127.0.0.2", number))
                    .as("%s at the gateway's address", port)
                    .isEqualTo(forDevices);
            assertThat(Ports.accepts("127.0.0.1", number))
                    .as("%s at 127.0.0.1", port)
                    .isEqualTo(!forDevices);
        }
    }

    @Test
    @Order(4)
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
        Browsers.choosePassword(rita, "her-second-password");
        rita.getByText("10 of 10 devices trusted").waitFor();
    }

    /** The owner already has a session at Keycloak, so the console signs the owner in without a password. */
    @Test
    @Order(5)
    void single_sign_on_without_a_password_needs_confirmation_before_a_dangerous_operation() {
        String keycloak = stack.installation()
                .settings()
                .http(Port.KEYCLOAK, "/realms/holdfast/account/")
                .toString();
        Page page = browsers.stranger();
        page.navigate(keycloak);
        owner.answer(page);
        page.waitForURL(url -> url.startsWith(keycloak));
        page.navigate(stack.console("/c/acme-ovens/members"));

        giveRoleTo(page, "rita");
        page.getByText("Confirm your identity and return").click();
        page.locator("#password").fill(owner.password());
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
    @Order(6)
    void the_owner_gets_back_in_by_a_command_and_the_audit_log_says_so() {
        Keycloak keycloak = new Keycloak(stack.installation());
        keycloak.addOneTimePassword(keycloak.tokenOfAdministrator(), "admin");

        Stack.Outcome outcome = stack.holdfast("owner");
        owner.readPassword(outcome.output());
        assertThat(outcome.output()).contains("admin is an installation owner");

        Page page = owner.open("/c/acme-ovens/installation/members");
        owner.choosePassword(page, "another-password-of-the-owner");
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
    @Order(7)
    void no_log_and_no_argument_of_a_process_has_a_secret() {
        Leaks leaks = new Leaks(stack.installation().home());
        List<String> passwords = owner.passwords();
        for (int i = 0; i < passwords.size(); i++) {
            leaks.add("the owner's password " + (i + 1), passwords.get(i));
        }

        assertThat(leaks.inLogs()).isEmpty();
        assertThat(leaks.inArguments()).isEmpty();
    }

    @Tag("sweep")
    @Test
    @Order(8)
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
}
