package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All views, each layout in both colour schemes and on a phone. {@link PageSweepIT} looks at every page like that. */
class PagesIT extends BrowserTest {
    /** One page of each layout. */
    private static final Set<String> LAYOUTS = Set.of(
            "catalogs",
            "overview",
            "devices",
            "device-summary",
            "device-attestation",
            "device-capabilities",
            "products",
            "add-devices",
            "job",
            "deployments",
            "reference-values",
            "suspicions",
            "policies",
            "policy",
            "policy-edit",
            "replay",
            "approvals",
            "audit",
            "certificates",
            "members",
            "settings",
            "missing-catalog");

    /** Layouts without names or rows that could be long or many. */
    private static final Set<String> FIXED =
            Set.of("catalogs", "policy", "policy-edit", "replay", "device-attestation", "missing-catalog");

    private static final Set<String> AWAY = Set.of("overview", "devices", "settings");
    private static final int LAPTOP = 1280;
    private static final int NARROW = 400;
    private static final String CUT_BADGES = """
            [...document.querySelectorAll('vaadin-grid-cell-content')]
              .filter(cell => cell.querySelector(':scope > .hf-badge') && cell.scrollWidth > cell.clientWidth).length""";

    /** The schemes follow the system while a page is open, so that one visit shows both. */
    @Test
    void every_view_opens_without_a_complaint_and_each_layout_without_a_barrier_in_both_schemes() {
        api.signIn(FakeOperatorApi.everything());
        List<String> barriers = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            ConsolePages.filled(api).forEach((name, path) -> {
                chromium.visit(page, console.url() + "/" + path);
                assertOpened(page, name);
                assertThat(page.title()).as(name).endsWith("Holdfast");
                if (LAYOUTS.contains(name)) {
                    barriers.addAll(barriersInBothSchemes(page, name));
                }
            });
        }
        assertThat(barriers).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    /** In one scheme, since colours are those of the wide page. */
    @Test
    void each_layout_is_without_a_barrier_on_a_phone() {
        api.signIn(FakeOperatorApi.everything());
        List<String> barriers = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, PHONE, PHONE_HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (LAYOUTS.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    barriers.addAll(barriersOnPhone(page, name));
                }
            });
        }
        assertThat(barriers).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void pages_with_long_names_and_more_than_a_hundred_rows_stay_in_their_frame() {
        api.signIn(FakeOperatorApi.everything());
        api.crowd(true);
        List<String> wide = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (LAYOUTS.contains(name) && !FIXED.contains(name)) {
                    page.setViewportSize(WIDTH, HEIGHT);
                    chromium.visit(page, console.url() + "/" + path);
                    assertOpened(page, name);
                    wide.addAll(beyondTheFrame(page, name));
                    page.setViewportSize(NARROW, HEIGHT);
                    chromium.rest(page);
                    wide.addAll(beyondTheFrame(page, name + " in a narrow window"));
                }
            });
        }
        assertThat(wide).as("pages that run past their frame").isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void a_page_says_when_the_api_does_not_answer_and_offers_to_try_again() {
        api.signIn(FakeOperatorApi.everything());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            ConsolePages.of(api).forEach((name, path) -> {
                if (AWAY.contains(name)) {
                    api.refuse(true);
                    chromium.visit(page, console.url() + "/" + path);
                    assertThat(failed(page)).as(name).isTrue();
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

    private static List<String> beyondTheFrame(Page page, String name) {
        picture(page, "crowd-" + name.replace(' ', '-'), ColorScheme.DARK);
        return fitsItsFrame(page) ? List.of() : List.of(name);
    }
}
