package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks one page of each layout in both color schemes and on a phone. {@link PageSweepIT} checks every page. */
class PagesIT extends BrowserTest {
    /** One page of each layout. */
    private static final Set<String> LAYOUTS = Set.of(
            "overview",
            "alerts",
            "alert",
            "devices",
            "device-summary",
            "device-attestation",
            "products",
            "add-devices",
            "group-rollout",
            "rollouts",
            "rollout-halted",
            "job",
            "policy-edit",
            "replay",
            "approvals",
            "audit",
            "members",
            "settings",
            "missing-catalog");

    /** Pages to show with long names and many rows. */
    private static final Set<String> CROWDED = Set.of("devices", "products", "rollout-halted", "approvals", "members");

    /** Pages to open while the API is unavailable. */
    private static final Set<String> AWAY = Set.of("overview", "devices", "settings");

    private static final int LAPTOP = 1280;

    /** JavaScript that returns the number of badges in a grid that are cut off. */
    private static final String CUT_BADGES = """
            [...document.querySelectorAll('vaadin-grid-cell-content')]
              .filter(cell => cell.querySelector(':scope > .hf-badge') && cell.scrollWidth > cell.clientWidth).length""";

    /**
     * Visits each page once, because an open page follows the system's color scheme and the size of its window. On a phone, checks one color
     * scheme, because the colors do not depend on the width.
     */
    @Test
    void each_layout_is_accessible_in_both_schemes_and_fits_a_phone() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        List<String> violations = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (LAYOUTS.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    assertOpened(page, name);
                    assertThat(page.title()).as(name).endsWith("Holdfast");
                    violations.addAll(violationsInBothSchemes(page, name));
                    page.setViewportSize(PHONE, PHONE_HEIGHT);
                    chromium.rest(page);
                    violations.addAll(violationsOnPhone(page, name));
                    if (!fitsItsFrame(page)) {
                        violations.add(name + " runs past its frame on a phone");
                    }
                    page.setViewportSize(WIDTH, HEIGHT);
                }
            });
        }
        assertThat(violations).isEmpty();
        assertThat(chromium.errors()).isEmpty();
    }

    /** The fake API has a transfer to accept or decline. */
    @Test
    void a_nearly_full_disk_and_a_waiting_transfer_are_accessible_in_both_schemes() {
        api.fillDisk(true);
        List<String> violations = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            assertThat(page.locator("main").innerText()).contains("The disk of the database is nearly full.");
            violations.addAll(violationsInBothSchemes(page, "overview-full-disk"));
            chromium.visit(page, console.url() + "/c/contoso/devices/transfers");
            assertThat(page.locator("main").innerText()).contains("1 transfer to accept or decline");
            violations.addAll(violationsInBothSchemes(page, "transfers"));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void long_names_and_more_than_a_hundred_rows_stay_in_their_frame_on_a_phone() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        api.crowd(true);
        List<String> wide = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.DARK, PHONE, PHONE_HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (CROWDED.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    if (!fitsItsFrame(page)) {
                        wide.add(name);
                    }
                }
            });
        }
        assertThat(wide).as("pages that run past their frame").isEmpty();
    }

    @Test
    void an_outage_of_the_api_is_shown_with_a_retry() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            ConsolePages.of(api).forEach((name, path) -> {
                if (AWAY.contains(name)) {
                    api.refuse(true);
                    chromium.visit(page, console.url() + "/" + path);
                    assertThat(hasFailed(page)).as(name).isTrue();
                    assertThat(page.locator("main").innerText())
                            .as(name)
                            .contains("Temporarily unavailable", "Try again");
                    api.refuse(false);
                }
            });
        }
    }

    @Test
    void a_badge_in_the_list_is_shown_whole() {
        try (Page page = chromium.open(ColorScheme.LIGHT, LAPTOP, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            picture(page, "devices-laptop", ColorScheme.LIGHT);
            assertThat(page.evaluate(CUT_BADGES)).isEqualTo(0);
        }
    }
}
