package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists beside that of devices: the same filter, the same files. */
class ListsIT extends BrowserTest {
    private static final Map<String, String> FILES = Map.of(
            "certificates/devices?text=is:revoked",
            "device-certificates as csv: is:revoked by null with device,serialNumber,",
            "members?text=olivia",
            "members as csv: olivia by null with name,kind,grantee,role,",
            "audit?text=claimed&actor=carmen&since=2026-01-01&people=true",
            "audit as csv: claimed actor:carmen since:2026-01-01T00:00:00Z is:people by null with sequence,at,actor,",
            "deployments?text=is:running",
            "deployments as csv: is:running by null with product,group,images,");

    @Test
    void a_list_is_taken_along_as_its_filter_says_with_the_columns_that_it_shows() throws IOException {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                chromium.visit(page, console.url() + "/c/contoso/" + file.getKey());
                page.locator("vaadin-menu-bar-button:has-text('Export')").click();
                Locator csv = page.locator("a:has-text('This list as CSV')").last();
                csv.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
                picture(page, "export-" + file.getKey().split("[/?]", 2)[0], ColorScheme.LIGHT);
                Download taken = page.waitForDownload(csv::click);
                assertThat(Files.readString(taken.path())).as(file.getKey()).startsWith(file.getValue());
                page.keyboard().press("Escape");
            }
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void certificates_are_narrowed_as_somebody_writes_and_a_mistake_is_told_at_its_character() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/certificates");
            page.locator("a:has-text('Certificates of devices')").click();
            page.locator("text=36 certificates").waitFor();
            picture(page, "certificates-devices", ColorScheme.DARK);
            page.locator(".hf-filter-text input").fill("is:revoked");
            page.locator("text=12 certificates found").waitFor();
            page.waitForURL("**text=is%3Arevoked**");
            page.locator(".hf-filter-text input").fill("is:odd");
            page.locator("text=Character 4").first().waitFor();
            picture(page, "certificates-devices-odd", ColorScheme.DARK);
            page.locator("vaadin-button:has-text('How to filter')").click();
            page.locator("vaadin-dialog code:text-is('usage')").first().waitFor();
            picture(page, "certificates-devices-help", ColorScheme.DARK);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.complaints()).isEmpty();
    }
}
