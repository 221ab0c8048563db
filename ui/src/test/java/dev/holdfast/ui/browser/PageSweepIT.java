package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every page in both color schemes, and every page with content on a phone. */
@Tag("sweep")
class PageSweepIT extends BrowserTest {
    /** Pages to show with long names and many rows. */
    private static final Set<String> CROWDED = Set.of(
            "overview",
            "devices",
            "device-summary",
            "products",
            "add-devices",
            "transfers",
            "jobs",
            "job",
            "images",
            "deployments",
            "rollouts",
            "rollout-halted",
            "os-feeds",
            "reference-values",
            "anomalies",
            "policies",
            "approvals",
            "audit",
            "certificates",
            "certificates-devices",
            "members",
            "tokens",
            "device-certificates",
            "device-capabilities",
            "settings");

    /** Width of a narrow window. */
    private static final int NARROW = 400;

    private static final int TALL = 1600;

    /** Beginnings of the names of long pages, which get a window of the height {@link #TALL}. */
    private static final List<String> TALL_PAGES = List.of(
            "device-attestation", "device-capabilities", "policy", "replay", "certificates", "approvals", "rollout");

    @Test
    void every_page_is_accessible_in_both_schemes() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        List<String> violations = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                page.setViewportSize(WIDTH, TALL_PAGES.stream().anyMatch(name::startsWith) ? TALL : HEIGHT);
                chromium.visit(page, console.url() + "/" + path);
                assertOpened(page, name);
                violations.addAll(violationsInBothSchemes(page, name));
            });
        }
        assertThat(violations).isEmpty();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void every_page_with_content_is_accessible_on_a_phone() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        List<String> violations = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, PHONE, PHONE_HEIGHT)) {
            ConsolePages.filled(api).forEach((name, path) -> {
                chromium.visit(page, console.url() + "/" + path);
                violations.addAll(violationsOnPhone(page, name));
            });
        }
        assertThat(violations).isEmpty();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void every_page_stays_in_its_frame_in_dutch() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        List<String> wide = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT, "nl-NL")) {
            ConsolePages.of(api).forEach((name, path) -> {
                chromium.visit(page, console.url() + "/" + path);
                for (int width : List.of(WIDTH, NARROW)) {
                    page.setViewportSize(width, HEIGHT);
                    chromium.rest(page);
                    pictures(page, "nl-" + name + "-" + width);
                    if (!fitsItsFrame(page)) {
                        wide.add(name + " at " + width);
                    }
                }
                page.setViewportSize(WIDTH, HEIGHT);
            });
        }
        assertThat(wide).isEmpty();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void pages_stay_in_their_frame_with_long_names_and_more_than_a_hundred_rows() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        api.crowd(true);
        List<String> wide = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            ConsolePages.filled(api).forEach((name, path) -> {
                if (CROWDED.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    for (int width : List.of(WIDTH, NARROW)) {
                        page.setViewportSize(width, HEIGHT);
                        chromium.rest(page);
                        picture(page, "crowd-" + name + "-" + width, ColorScheme.DARK);
                        if (!fitsItsFrame(page)) {
                            wide.add(name + " at " + width);
                        }
                    }
                }
            });
        }
        assertThat(wide).isEmpty();
        assertThat(chromium.errors()).isEmpty();
    }

    /** Takes a picture in each color scheme. */
    private static void pictures(Page page, String name) {
        picture(page, name, ColorScheme.LIGHT);
        Chromium.show(page, ColorScheme.DARK);
        picture(page, name, ColorScheme.DARK);
        Chromium.show(page, ColorScheme.LIGHT);
    }
}
