package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters, exports and paging of lists other than the device list. */
class ListsIT extends BrowserTest {
    /**
     * Start of the exported file, by page. The fake API writes the parameters of the request into the file: list, format, filter, order and
     * columns. The order {@code null} means the default.
     */
    private static final Map<String, String> FILES = Map.of(
            "certificates/devices?filter=is:revoked",
            "device-certificates as csv: is:revoked with device,serialNumber,",
            "members?filter=olivia",
            "members as csv: olivia with name,kind,grantee,role,",
            "audit?filter=claimed&actor=carmen&since=2026-01-01&people=true",
            "audit as csv: claimed actor:carmen since:2026-01-01T00:00:00Z is:people with sequence,at,actor,",
            "deployments?filter=is:running",
            "deployments as csv: is:running with product,group,images,",
            "images?filter=type:applications",
            "images as csv: type:applications with name,id,component,",
            "anomalies",
            "anomalies as csv: is:open with device,kind,firstSeen,",
            "devices/jobs?filter=is:failed",
            "device-jobs as csv: is:failed with summary,state,",
            "devices/transfers?filter=to:northwind",
            "transfers as csv: to:northwind with direction,from,to,",
            "approvals?state=all&filter=by:pavel",
            "approvals as csv: by:pavel with summary,operation,subject,");

    /** Page, filter, expected result, invalid filter, expected error. */
    private static final List<String[]> BOXES = List.of(
            new String[] {"images", "kettle", "1 image found", "colour:red", "Character 1"},
            new String[] {"anomalies", "kind:alternating-networks", "1 anomaly found", "is:odd", "Character 4"},
            new String[] {"devices/jobs", "is:failed", "1 job found", "operation:dance", "Character 11"},
            new String[] {"devices/transfers", "to:northwind", " found", "is:lost", "Character 4"},
            new String[] {"approvals", "by:pavel", "1 request found", "is:gone", "Character 4"},
            new String[] {"deployments", "product:teapot", "0 deployments found", "colour:red", "Character 1"},
            new String[] {"members", "olivia", "1 role found", "role:king", "Character 6"},
            new String[] {"installation/members", "olivia", "1 role found", "role:king", "Character 6"});

    @Test
    void a_list_is_exported_with_its_filter_and_columns() throws IOException {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                chromium.visit(page, console.url() + "/c/contoso/" + file.getKey());
                page.locator("vaadin-menu-bar-button:has-text('Export')").click();
                Locator csv = page.locator("a:has-text('Export as CSV')").last();
                csv.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
                picture(page, "export-" + file.getKey().split("[/?]", 2)[0], ColorScheme.LIGHT);
                Download taken = page.waitForDownload(csv::click);
                // Each page has its own order.
                assertThat(Files.readString(taken.path()).replaceFirst(" by \\S+ with ", " with "))
                        .as(file.getKey())
                        .startsWith(file.getValue());
                page.keyboard().press("Escape");
            }
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_list_is_filtered_while_typing_and_an_error_has_its_position() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            for (String[] box : BOXES) {
                filter(page, box, ColorScheme.LIGHT);
            }
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_filter_stays_in_the_address_and_fits_on_a_phone() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(ColorScheme.DARK, PHONE, PHONE_HEIGHT)) {
            for (String[] box : BOXES.subList(0, 2)) {
                filter(page, box, ColorScheme.DARK);
                assertThat(page.evaluate(WIDER_THAN_THE_WINDOW)).as(box[0]).isEqualTo(false);
                assertThat(Axe.seriousFindings(page)).as(box[0]).isEmpty();
                page.reload();
                page.locator("text=" + box[2]).first().waitFor();
            }
        }
        assertThat(chromium.errors()).isEmpty();
    }

    /** Enters a filter, then an invalid one. */
    private void filter(Page page, String[] box, ColorScheme scheme) {
        String name = "box-" + box[0].replace('/', '-');
        chromium.visit(page, console.url() + "/c/contoso/" + box[0]);
        Locator filter = page.locator(".hf-filter-text input");
        filter.click();
        filter.pressSequentially(box[1]);
        page.locator("text=" + box[2]).first().waitFor();
        page.waitForURL(url -> URLDecoder.decode(url, StandardCharsets.UTF_8).contains("filter=" + box[1]));
        picture(page, name + "-found", scheme);
        assertThat(filter.evaluate("input => input === document.activeElement"))
                .as(name + " stays where one writes")
                .isEqualTo(true);
        filter.press("ControlOrMeta+a");
        filter.pressSequentially(box[3]);
        page.locator("text=" + box[4]).first().waitFor();
        picture(page, name + "-mistake", scheme);
    }

    @Test
    void more_rows_are_read_on_request() {
        api.crowd(true);
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/anomalies?show=all");
            assertThat(page.locator(".hf-anomaly").count()).isEqualTo(50);
            page.locator("text=The first 50 are shown.").scrollIntoViewIfNeeded();
            picture(page, "anomalies-more", ColorScheme.LIGHT);
            page.locator("vaadin-button:has-text('Show more')").click();
            page.locator("text=The first 100 are shown.").waitFor();
            page.locator("vaadin-button:has-text('Show more')").click();
            page.locator("text=All 130 are shown.").waitFor();
            assertThat(page.locator(".hf-anomaly").count()).isEqualTo(130);
            page.waitForFunction("document.activeElement.textContent === 'All 130 are shown.'");

            chromium.visit(page, console.url() + "/c/contoso/devices/jobs");
            page.locator("text=At least 100 jobs").waitFor();
            page.locator("vaadin-button:has-text('Show more')").click();
            page.locator("text=All 130 are shown.").waitFor();

            chromium.visit(page, console.url() + "/c/contoso/products/Toaster/groups/Production");
            // The rollouts and the deployments of the group.
            for (int list = 0; list < 2; list++) {
                page.locator("text=The first 100 are shown.").first().waitFor();
                picture(page, "group-more", ColorScheme.LIGHT);
                page.locator("vaadin-button:has-text('Show more'):visible")
                        .first()
                        .click();
                page.locator("text=All 130 are shown.").nth(list).waitFor();
            }

            for (String tab : List.of("versions", "replays", "history")) {
                chromium.visit(page, console.url() + "/c/contoso/policies/catalog/" + tab);
                page.locator("vaadin-button:has-text('Show more')").click();
                page.locator("text=All 130 are shown.").waitFor();
                picture(page, "policy-more-" + tab, ColorScheme.LIGHT);
            }

            chromium.visit(page, console.url() + "/c/contoso/images");
            page.locator("text=At least 100 images").waitFor();
            page.locator("vaadin-grid").evaluate("grid => grid.scrollToIndex(120)");
            page.waitForFunction("document.querySelector('vaadin-grid').size === 130");
            page.locator("vaadin-grid-cell-content:visible a:text-is('Download')")
                    .first()
                    .waitFor();
            picture(page, "images-more", ColorScheme.LIGHT);
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void certificates_are_filtered_while_typing_and_an_error_has_its_position() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/certificates");
            page.locator("a:has-text('Device certificates')").click();
            page.locator("text=36 certificates").waitFor();
            picture(page, "certificates-devices", ColorScheme.DARK);
            page.locator(".hf-filter-text input").fill("is:revoked");
            page.locator("text=12 certificates found").waitFor();
            page.waitForURL("**filter=is%3Arevoked**");
            page.locator(".hf-filter-text input").fill("is:odd");
            page.locator("text=Character 4").first().waitFor();
            picture(page, "certificates-devices-odd", ColorScheme.DARK);
            page.locator("vaadin-button:has-text('How to filter')").click();
            page.locator("vaadin-dialog code:text-is('usage')").first().waitFor();
            picture(page, "certificates-devices-help", ColorScheme.DARK);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }
}
