package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in both colour schemes; the pictures are kept in {@code target/screenshots} for people to look at. */
class PagesIT extends BrowserTest {
    private static final Set<String> CROWDED = Set.of(
            "overview",
            "devices",
            "device-summary",
            "transfers",
            "jobs",
            "job",
            "images",
            "deployments",
            "os-feeds",
            "reference-values",
            "suspicions",
            "policies",
            "approvals",
            "audit",
            "certificates",
            "certificates-devices",
            "members",
            "device-certificates",
            "device-capabilities",
            "settings");
    private static final int TALL = 1600;
    private static final List<String> TALL_PAGES =
            List.of("device-attestation", "device-capabilities", "policy", "replay", "certificates", "approvals");
    private static final int LAPTOP = 1280;
    private static final int NARROW = 400;
    private static final int PHONE = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final String CUT_BADGES = """
            [...document.querySelectorAll('vaadin-grid-cell-content')]
              .filter(cell => cell.querySelector(':scope > .hf-badge') && cell.scrollWidth > cell.clientWidth).length""";
    private static final String WIDER_THAN_ITS_CARD = """
            [...document.querySelectorAll('.hf-panel')]
              .filter(card => getComputedStyle(card).overflowX === 'visible' && card.scrollWidth > card.clientWidth)
              .length""";
    private static final Pattern NOTHING_SHOWN = Pattern.compile("-(none|empty|no-match|mistake)");
    private static final String WIDER_THAN_THE_WINDOW =
            "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth";

    /** The schemes follow the system while a page is open, so that one visit shows both. */
    @Test
    void every_page_opens_without_a_complaint_from_the_browser_or_a_barrier_in_both_schemes() {
        api.signIn(FakeOperatorApi.everything());
        List<String> barriers = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                page.setViewportSize(WIDTH, TALL_PAGES.stream().anyMatch(name::startsWith) ? TALL : HEIGHT);
                chromium.visit(page, console.url() + "/" + path);
                barriers.addAll(look(page, name));
                if (failed(page)) {
                    failed.add(name);
                }
                assertThat(page.title()).as(name).endsWith("Holdfast");
                assertThat(page.locator("main h1").first().isVisible())
                        .as(name + " has a heading")
                        .isTrue();
            });
        }
        assertThat(failed).as("pages that could not be opened").isEmpty();
        assertThat(barriers).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    /** In one scheme, since colours are those of the wide page, and where there is something to show. */
    @Test
    void every_page_is_without_a_barrier_on_a_phone() {
        api.signIn(FakeOperatorApi.everything());
        List<String> barriers = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, PHONE, PHONE_HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (NOTHING_SHOWN.matcher(name).find()) {
                    return;
                }
                chromium.visit(page, console.url() + "/" + path);
                picture(page, "phone-" + name, ColorScheme.LIGHT);
                Axe.seriousFindings(page).forEach(finding -> barriers.add(name + ": " + finding));
                if (!page.evaluate(WIDER_THAN_THE_WINDOW).equals(false)) {
                    barriers.add(name + " runs past the window");
                }
            });
        }
        assertThat(barriers).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    /** Takes a picture of an open page in each scheme, and returns what keeps somebody from using it. */
    private static List<String> look(Page page, String name) {
        List<String> barriers = new ArrayList<>();
        picture(page, name, ColorScheme.LIGHT);
        Axe.seriousFindings(page).forEach(finding -> barriers.add(name + ": " + finding));
        Chromium.show(page, ColorScheme.DARK);
        picture(page, name, ColorScheme.DARK);
        Axe.colourFindings(page).forEach(finding -> barriers.add(name + " in the dark: " + finding));
        Chromium.show(page, ColorScheme.LIGHT);
        return barriers;
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void pages_with_long_names_and_more_than_a_hundred_rows_stay_in_their_frame(ColorScheme scheme) {
        api.signIn(FakeOperatorApi.everything());
        api.crowd(true);
        List<String> wide = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try (Page page = chromium.open(scheme, scheme == ColorScheme.LIGHT ? WIDTH : NARROW, HEIGHT)) {
            ConsolePages.of(api).forEach((name, path) -> {
                if (CROWDED.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    picture(page, "crowd-" + name, scheme);
                    if (failed(page)) {
                        failed.add(name);
                    }
                    assertThat(page.locator("main h1").first().isVisible())
                            .as(name + " has a heading")
                            .isTrue();
                    if (!page.evaluate(WIDER_THAN_ITS_CARD).equals(0)
                            || !page.evaluate(WIDER_THAN_THE_WINDOW).equals(false)) {
                        wide.add(name);
                    }
                }
            });
        }
        assertThat(failed).as("pages that could not be opened").isEmpty();
        assertThat(wide).as("pages that run past their frame").isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void every_page_says_when_the_api_does_not_answer_and_offers_to_try_again() {
        api.signIn(FakeOperatorApi.everything());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            ConsolePages.of(api).forEach((name, path) -> {
                if (CROWDED.contains(name)) {
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

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void on_a_narrow_screen_nothing_runs_past_its_card(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, NARROW, TALL)) {
            for (String path : List.of(
                    "",
                    "/products",
                    "/audit",
                    "/deployments",
                    "/devices/add",
                    "/devices/jobs",
                    "/devices/transfers",
                    "/images",
                    "/suspicions",
                    "/members",
                    "/tokens")) {
                chromium.visit(page, console.url() + "/c/contoso" + path);
                picture(page, "narrow" + path.replace('/', '-'), scheme);
                assertThat(page.evaluate(WIDER_THAN_ITS_CARD)).as(path).isEqualTo(0);
            }
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
