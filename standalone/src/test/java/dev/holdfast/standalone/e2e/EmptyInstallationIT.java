package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first minutes of somebody's own installation. */
class EmptyInstallationIT {
    private static final Pattern PASSWORD = Pattern.compile("Password of admin: (?<password>\\S+)");
    private static final Pattern SIGN_IN = Pattern.compile("Open (?<address>\\S+) and sign in");

    private static Stack stack;
    private static Browsers browsers;
    private static String password;

    @BeforeAll
    static void start() {
        stack = Stack.empty();
        browsers = new Browsers(stack);
        Matcher shown = PASSWORD.matcher(stack.welcome());
        assertThat(shown.find()).as(stack.welcome()).isTrue();
        password = shown.group("password");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            browsers.close();
        }
    }

    @Test
    void the_owner_is_guided_from_nothing_to_trusted_devices() throws IOException {
        assertThat(stack.holdfast("up").output())
                .as("the password is shown once")
                .contains("runs already")
                .doesNotContain(password);

        Page console = browsers.stranger();
        console.navigate(stack.console("/"));
        Browsers.answer(console, "admin", password);
        console.getByText("0 of 5 done").waitFor();
        console.getByText("Create catalog").click();
        fill(console, "Create catalog", "Display name", "Acme Ovens");
        console.getByText("1 of 5 done").waitFor();
        console.getByText("Create product").click();
        fill(console, "Create product", "Name", "Oven");
        console.getByText("with five device groups").waitFor();

        assertThat(stack.holdfast("sim", "--catalog", "acme-ovens").output()).contains("--trust-simulated-maker");
        Process devices = stack.begin("sim", "--catalog", "acme-ovens", "--devices", "2", "--trust-simulated-maker");
        // What it says is read without a limit; so it ends itself when it takes too long, and what it said is shown.
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(devices::destroy);
        try (BufferedReader said = devices.inputReader()) {
            Page grant = browsers.stranger();
            grant.navigate(lineWith(said, SIGN_IN).group("address"));
            Browsers.answer(grant, "admin", password);
            grant.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes"))
                    .click();
            lineWith(said, Pattern.compile("2 trusted"));
        } finally {
            devices.destroy();
            devices.onExit().join();
        }

        console.navigate(stack.console("/c/acme-ovens"));
        console.getByText("3 of 5 done").waitFor();
        console.getByText("2 of 2 devices trusted").waitFor();
    }

    /** Fills in the field of a dialog that must be filled, and confirms. */
    private static void fill(Page page, String act, String label, String value) {
        page.getByLabel(label).last().fill(value);
        page.keyboard().press("Tab");
        page.locator("vaadin-button", new Page.LocatorOptions().setHasText(act))
                .last()
                .click();
    }

    private static Matcher lineWith(BufferedReader said, Pattern pattern) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("It ended without a line with " + pattern + ":\n" + all);
    }
}
