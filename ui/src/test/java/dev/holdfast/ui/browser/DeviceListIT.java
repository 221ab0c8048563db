package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses the device list in a browser. */
class DeviceListIT extends BrowserTest {
    @Test
    void a_job_moves_all_devices_of_a_filter() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox:visible input").first().check();
            page.locator(".hf-selection vaadin-button:has-text('Select all 6 devices')")
                    .click();
            page.locator(".hf-selection:has-text('All 6 devices of this list selected')")
                    .waitFor();
            page.waitForFunction("[...document.querySelectorAll('vaadin-grid vaadin-checkbox input')]"
                    + ".filter(box => box.checked).length >= 6");
            picture(page, "devices-all-selected", ColorScheme.DARK);
            page.locator(".hf-selection vaadin-button:has-text('Move…')").click();
            page.locator("vaadin-dialog vaadin-select").nth(1).click();
            page.locator("vaadin-select-item:has-text('Field Test')").last().click();
            picture(page, "devices-move", ColorScheme.DARK);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-dialog vaadin-button:text-is('Move'):not([disabled])")
                    .click();
            page.locator("h1:has-text('Move to Toaster / Field Test')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void devices_without_a_group_are_listed_and_others_can_leave_theirs(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?product=.unassigned");
            page.locator("vaadin-grid-cell-content:has-text('No group')")
                    .first()
                    .waitFor();
            picture(page, "devices-no-group", scheme);
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox:visible input").first().check();
            page.locator(".hf-selection vaadin-button:has-text('Move…')").click();
            page.locator("vaadin-dialog vaadin-select").first().click();
            page.locator("vaadin-select-item:has-text('No group')").last().click();
            page.locator("vaadin-dialog vaadin-button:text-is('Move'):not([disabled])")
                    .waitFor();
            picture(page, "devices-move-no-group", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_count_sets_the_filter_and_the_list_is_exported() throws IOException {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            // A laptop's window has room for the list only, so the counts are opened on request.
            page.locator("vaadin-button:has-text('Counts')").click();
            page.locator(".hf-facet:has-text('lab')").click();
            page.locator(".hf-facet[aria-pressed=true]:has-text('lab')").waitFor();
            page.waitForURL(url -> url.contains("filter=tag"));
            page.locator("vaadin-menu-bar-button:has-text('Export')").click();
            picture(page, "devices-export", ColorScheme.LIGHT);
            Locator csv = page.locator("a:has-text('Export as CSV')").last();
            csv.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
            Download file = page.waitForDownload(csv::click);
            assertThat(Files.readString(file.path()))
                    .isEqualTo(
                            "devices as csv: tag:lab by trust with id,name,trust,health,reason,block,update,product,group,"
                                    + "osVersion,lastSeen,certificateExpires\n");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void chosen_columns_are_in_the_address() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?columns=trust,tags");
            page.locator("vaadin-grid-sorter:has-text('Health'), vaadin-grid-cell-content:has-text('Tags')")
                    .first()
                    .waitFor();
            page.locator("vaadin-menu-bar-button:has-text('Columns')").click();
            picture(page, "devices-columns", ColorScheme.DARK);
            page.locator("vaadin-menu-bar-item:has-text('Show Claimed')").click();
            page.waitForURL("**columns=trust%2Ctags%2CclaimedAt**");
            page.locator("vaadin-grid-sorter:has-text('Claimed')").waitFor();
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void the_dialog_that_deletes_a_view_is_accessible() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            page.locator("vaadin-menu-bar-button:has-text('Views')").click();
            page.locator("vaadin-menu-bar-item:has-text('Delete view…')").click();
            page.locator("vaadin-dialog vaadin-select").waitFor();
            picture(page, "devices-view-deleted", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_device_opens_by_keyboard_and_its_page_has_the_focus() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            page.locator(".hf-device-cell a").first().focus();
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.matches(".*/devices/[0-9a-f]+"));
            page.waitForFunction("document.activeElement.localName === 'main'");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_device_opens_by_a_click_anywhere_in_its_row() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            page.locator("vaadin-grid .hf-trust-cell .hf-badge").first().click();
            page.waitForURL(url -> url.matches(".*/devices/[0-9a-f]+"));
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void relative_times_are_updated_on_an_open_page() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/deployments");
            page.evaluate("document.querySelector('time[data-relative=text]').dateTime ="
                    + " new Date(Date.now() - 125000).toISOString()");
            page.waitForFunction("document.querySelector('time[data-relative=text]').textContent === '2 min ago'");
        }
        assertThat(chromium.errors()).isEmpty();
    }
}
