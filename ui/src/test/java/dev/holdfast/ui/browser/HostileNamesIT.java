package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.fake.FakeHostility;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Names from people and devices appear as text on the pages that show them. They never run as scripts, as they did in ThingsBoard
 * (CVE-2022-31861).
 */
class HostileNamesIT extends BrowserTest {
    /** Pages that show names. */
    private static final Set<String> NAMED = Set.of(
            "overview",
            "devices",
            "device-summary",
            "device-activity",
            "device-capabilities",
            "products",
            "jobs",
            "job",
            "transfers",
            "images",
            "deployments",
            "deployment",
            "reference-values",
            "members",
            "tokens",
            "alerts",
            "alert",
            "anomalies",
            "policies",
            "policy-waiting",
            "approvals",
            "approvals-all",
            "audit");

    @BeforeEach
    void use_hostile_names() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        api.hostile(true);
    }

    @Test
    void a_script_in_a_name_is_shown_as_text_and_does_not_run() {
        List<String> hidden = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (!NAMED.contains(name)) {
                    return;
                }
                chromium.visit(page, console.url() + "/" + path);
                assertHarmless(page, name);
                assertThat(hasFailed(page)).as(name + " could not be opened").isFalse();
                if (!shows(page.locator("main"))) {
                    hidden.add(name);
                }
            });
            picture(page, "hostile", ColorScheme.LIGHT);
        }
        assertThat(hidden).as("pages that do not show names as they are").isEmpty();
    }

    @Test
    void a_script_in_a_name_does_not_run_in_dialogs_and_messages() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/audit");
            page.locator("vaadin-grid vaadin-button:visible").first().click();
            assertDialogIsHarmless(page, "audit-entry");

            chromium.visit(page, console.url() + "/c/contoso/products");
            page.locator("vaadin-button:has-text('Settings…')").first().click();
            assertDialogIsHarmless(page, "group-settings");
            page.keyboard().press("Escape");
            page.locator("vaadin-button:has-text('Delete…')").nth(1).click();
            page.locator("vaadin-dialog vaadin-text-field:visible").waitFor();
            assertDialogIsHarmless(page, "delete-group");

            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox:visible input").first().check();
            page.locator(".hf-selection vaadin-button:has-text('Move…')").click();
            page.locator("vaadin-dialog vaadin-select").nth(1).click();
            page.locator("vaadin-select-item:has-text('Field Test')").last().click();
            assertDialogIsHarmless(page, "move");
            page.locator("vaadin-dialog vaadin-button:text-is('Move'):not([disabled])")
                    .click();
            page.locator("h1:has-text('Move to Toaster')").waitFor();
            assertHarmless(page, "job begun");

            DeviceView named = api.fleet().devices().stream()
                    .filter(device -> !device.name().isEmpty())
                    .findFirst()
                    .orElseThrow();
            chromium.visit(
                    page, console.url() + "/c/contoso/devices/" + named.id().text());
            page.locator("vaadin-button:has-text('Edit details')").first().click();
            Locator name = page.locator("vaadin-dialog vaadin-text-field input").first();
            name.waitFor();
            assertThat(name.inputValue()).startsWith(FakeHostility.NAME);
            assertHarmless(page, "description");
        }
    }

    private void assertDialogIsHarmless(Page page, String name) {
        page.locator("vaadin-dialog vaadin-button:visible").first().waitFor();
        chromium.settle(page);
        picture(page, "hostile-" + name, ColorScheme.LIGHT);
        assertHarmless(page, name);
        assertThat(shows(page.locator("vaadin-dialog"))).as(name).isTrue();
    }

    /** Asserts that no name became markup, no script ran and the Content-Security-Policy had nothing to block. */
    private void assertHarmless(Page page, String name) {
        assertThat(page.locator("[data-hostile]").count()).as(name).isZero();
        assertThat(page.evaluate("window.hacked === undefined")).as(name).isEqualTo(true);
        assertThat(chromium.errors()).as(name).isEmpty();
    }

    /** Returns whether a part of a page shows the script as text. */
    private static boolean shows(Locator part) {
        return part.getByText(FakeHostility.NAME).count() > 0;
    }
}
