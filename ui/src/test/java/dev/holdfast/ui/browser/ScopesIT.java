package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses the console with a role in a product or device group. */
class ScopesIT extends BrowserTest {
    /** Selects the visible buttons of the page, without the navigation. */
    private static final String SHOWN = "main :is(vaadin-button, vaadin-menu-bar-button):visible";

    @AfterEach
    void restore_approval_rules() {
        api.requireApproval(FakeOperatorApi.APPROVAL_REQUIRED);
    }

    @Test
    void a_scoped_role_starts_at_its_devices_and_approvals() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.APPROVER));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url());
            page.waitForURL("**/c/contoso/devices");
            page.locator("vaadin-grid").waitFor();
            picture(page, "scoped-devices", ColorScheme.LIGHT);
            assertThat(offered(page))
                    .as("no actions on several devices and no views")
                    .containsExactlyInAnyOrder("Counts", "Columns", "Export", "How to filter");
            assertThat(page.locator("vaadin-side-nav-item").allInnerTexts())
                    .hasSize(3)
                    .anyMatch(item -> item.contains("Devices"))
                    .anyMatch(item -> item.contains("Products & groups"))
                    .anyMatch(item -> item.contains("Approvals"));
            page.locator(".hf-catalog-selector:has-text('Contoso Appliances')").waitFor();
            page.locator("vaadin-button:text-is('Counts')").click();
            page.locator("aside:has-text('Production')").waitFor();
            picture(page, "scoped-devices-counts", ColorScheme.LIGHT);
            page.locator("vaadin-side-nav-item:has-text('Approvals')").click();
            page.locator("main vaadin-button:text-is('Approve')").first().waitFor();
            picture(page, "scoped-approvals", ColorScheme.LIGHT);
            chromium.visit(page, console.url() + "/catalogs");
            page.locator("main a:has-text('Approver in Toaster / Production')").waitFor();
            picture(page, "scoped-catalogs", ColorScheme.LIGHT);
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void resources_in_scope_open() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.OWNER));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            pages().forEach((name, path) -> {
                chromium.visit(page, console.url() + "/c/contoso/" + path);
                picture(page, name, ColorScheme.LIGHT);
                assertOpened(page, name);
            });
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void actions_follow_the_scoped_role() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.OWNER));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            String device = "/c/contoso/devices/" + untrusted().id().text();
            chromium.visit(page, console.url() + device);
            assertThat(offered(page))
                    .contains("Edit details…", "Dismiss", "Block…")
                    .doesNotContain("Transfer…", "Unclaim…");
            chromium.visit(page, console.url() + device + "/certificates");
            assertThat(offered(page)).contains("Revoke all…").doesNotContain("Revoke…");
            chromium.visit(page, console.url() + device + "/capabilities");
            assertThat(offered(page)).contains("Issue file…", "Revoke…");
            for (String whole : List.of("", "/deployments", "/devices/transfers", "/audit")) {
                chromium.visit(page, console.url() + "/c/contoso" + whole);
                assertThat(page.locator("main").innerText()).as(whole).contains("Page not found");
                page.locator("vaadin-side-nav-item:has-text('Devices')").waitFor();
            }
        }
    }

    @Test
    void a_job_changes_many_devices_in_scope() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.OWNER));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            Locator boxes = page.locator("vaadin-grid vaadin-checkbox:visible input");
            boxes.nth(1).check();
            boxes.nth(2).check();
            page.locator(".hf-selection vaadin-button:has-text('Tag…')").waitFor();
            picture(page, "scoped-selection", ColorScheme.LIGHT);
            assertThat(offered(page))
                    .contains("Tag…", "Block…", "Unblock…", "Export")
                    .doesNotContain("Move…", "Transfer…", "Unclaim…");
            page.locator(".hf-selection vaadin-button:text-is('Block…')").click();
            page.locator("vaadin-dialog vaadin-text-area textarea").fill("Stolen");
            chromium.settle(page);
            picture(page, "scoped-block", ColorScheme.LIGHT);
            page.locator("vaadin-dialog vaadin-button:text-is('Block')").click();
            page.waitForURL("**/c/contoso/devices/jobs/*");
            page.locator("main h1").waitFor();
            picture(page, "scoped-job", ColorScheme.LIGHT);
            assertThat(hasFailed(page)).isFalse();
            page.locator(".hf-breadcrumb a:text-is('Jobs')").first().click();
            page.locator("main .hf-table").waitFor();
            picture(page, "scoped-jobs", ColorScheme.LIGHT);
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void blocking_that_requires_approval_cannot_use_a_job() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.OWNER));
        api.requireApproval(List.of(ApprovalOperation.BLOCK_ONE_DEVICE));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            Locator boxes = page.locator("vaadin-grid vaadin-checkbox:visible input");
            boxes.nth(1).check();
            boxes.nth(2).check();
            page.locator(".hf-selection vaadin-button:text-is('Block…')").click();
            page.locator("vaadin-dialog .hf-warnings:has-text('and a job cannot wait for it')")
                    .waitFor();
            page.locator("vaadin-dialog vaadin-text-area textarea").fill("Stolen");
            chromium.settle(page);
            picture(page, "scoped-block-by-two", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            assertThat(page.locator("vaadin-dialog vaadin-button:text-is('Block')")
                            .isDisabled())
                    .isTrue();
            chromium.visit(
                    page,
                    console.url() + "/c/contoso/devices/" + untrusted().id().text());
            page.locator("main vaadin-button:text-is('Block…')").first().click();
            page.locator("vaadin-dialog vaadin-button:text-is('Request approval')")
                    .waitFor();
            chromium.settle(page);
            picture(page, "scoped-block-one", ColorScheme.LIGHT);
            assertThat(page.locator("vaadin-dialog .hf-warnings").innerText())
                    .contains("This action requires approval");
        }
    }

    @Test
    void a_publisher_of_a_group_deploys_from_its_page() {
        api.signIn(FakeOperatorApi.withScopedRole(Role.PUBLISHER));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products/Toaster/groups/Production");
            page.locator("vaadin-button:has-text('Start deployment')").click();
            page.locator("vaadin-dialog vaadin-multi-select-combo-box input").pressSequentially("toaster");
            page.locator("vaadin-multi-select-combo-box-item").first().waitFor();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.keyboard().press("Escape");
            chromium.settle(page);
            picture(page, "scoped-deploy", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-dialog vaadin-button:text-is('Start deployment')")
                    .click();
            page.locator("vaadin-notification-card:has-text('Deployment started')")
                    .waitFor();
            assertThat(hasFailed(page)).isFalse();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    /** Returns the button texts of a page. */
    private static List<String> offered(Page page) {
        return page.locator(SHOWN).allInnerTexts().stream()
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** Returns the paths, below the catalog, of pages in the scope Toaster / Production, by the names of their pictures. */
    private Map<String, String> pages() {
        String device = "devices/" + untrusted().id().text();
        return Map.of(
                "scoped-devices-filtered",
                "devices?product=Toaster&group=Production&health=FAILED",
                "scoped-products",
                "products",
                "scoped-group",
                "products/Toaster/groups/Production",
                "scoped-device",
                device,
                "scoped-device-attestation",
                device + "/attestation",
                "scoped-device-certificates",
                device + "/certificates",
                "scoped-device-capabilities",
                device + "/capabilities",
                "scoped-device-activity",
                device + "/activity");
    }

    /** Returns an untrusted device of Toaster / Production. */
    private DeviceView untrusted() {
        return api.fleet().devices().stream()
                .filter(device -> device.trust() == Trust.UNTRUSTED)
                .filter(device -> device.product().equals("Toaster"))
                .filter(device -> device.group().equals("Production"))
                .findFirst()
                .orElseThrow();
    }
}
