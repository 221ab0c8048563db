package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePolicies;
import dev.holdfast.ui.fake.FakeReplays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "device-certificates",
            "device-capabilities",
            "settings");
    private static final int TALL = 1600;
    private static final List<String> TALL_PAGES =
            List.of("device-attestation", "device-capabilities", "policy", "replay", "certificates", "approvals");
    private static final int LAPTOP = 1280;
    private static final int NARROW = 400;
    private static final String CUT_BADGES = """
            [...document.querySelectorAll('vaadin-grid-cell-content')]
              .filter(cell => cell.querySelector(':scope > .hf-badge') && cell.scrollWidth > cell.clientWidth).length""";
    private static final String WIDER_THAN_ITS_CARD = """
            [...document.querySelectorAll('.hf-panel')]
              .filter(card => getComputedStyle(card).overflowX === 'visible' && card.scrollWidth > card.clientWidth)
              .length""";
    private static final String WIDER_THAN_THE_WINDOW =
            "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth";

    /** The schemes follow the system while a page is open, so that one visit shows both. */
    @Test
    void every_page_opens_without_a_complaint_from_the_browser_or_a_barrier_in_both_schemes() {
        api.signIn(FakeOperatorApi.everything());
        List<String> barriers = new ArrayList<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            pages().forEach((name, path) -> {
                page.setViewportSize(WIDTH, TALL_PAGES.stream().anyMatch(name::startsWith) ? TALL : HEIGHT);
                chromium.visit(page, console.url() + "/" + path);
                picture(page, name, ColorScheme.LIGHT);
                Axe.seriousFindings(page).forEach(finding -> barriers.add(name + ": " + finding));
                Chromium.show(page, ColorScheme.DARK);
                picture(page, name, ColorScheme.DARK);
                Axe.colourFindings(page).forEach(finding -> barriers.add(name + " in the dark: " + finding));
                Chromium.show(page, ColorScheme.LIGHT);
                assertThat(page.title()).as(name).endsWith("Holdfast");
                assertThat(page.locator("main h1").first().isVisible())
                        .as(name + " has a heading")
                        .isTrue();
            });
        }
        assertThat(barriers).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void pages_with_long_names_and_more_than_a_hundred_rows_stay_in_their_frame(ColorScheme scheme) {
        api.signIn(FakeOperatorApi.everything());
        api.crowd(true);
        List<String> wide = new ArrayList<>();
        try (Page page = chromium.open(scheme, scheme == ColorScheme.LIGHT ? WIDTH : NARROW, HEIGHT)) {
            pages().forEach((name, path) -> {
                if (CROWDED.contains(name)) {
                    chromium.visit(page, console.url() + "/" + path);
                    picture(page, "crowd-" + name, scheme);
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
        assertThat(wide).as("pages that run past their frame").isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void every_page_says_when_the_api_does_not_answer_and_offers_to_try_again() {
        api.signIn(FakeOperatorApi.everything());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            pages().forEach((name, path) -> {
                if (CROWDED.contains(name)) {
                    api.refuse(true);
                    chromium.visit(page, console.url() + "/" + path);
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
            for (String path : List.of("", "/products", "/audit", "/deployments", "/devices/add")) {
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

    private Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("catalogs", "");
        pages.put("overview", "c/contoso");
        pages.put("overview-empty", "c/fabrikam");
        pages.put("devices", "c/contoso/devices");
        pages.put("devices-filtered", "c/contoso/devices?trust=UNTRUSTED&product=Toaster");
        pages.put("devices-no-match", "c/contoso/devices?text=zzz");
        pages.put("devices-no-product", "c/contoso/devices?product=Nope");
        pages.put("devices-empty", "c/fabrikam/devices");
        String untrusted = "c/contoso/devices/" + first(Trust.UNTRUSTED).id().text();
        pages.put("device-summary", untrusted);
        pages.put("device-attestation", untrusted + "/attestation");
        pages.put("device-certificates", untrusted + "/certificates");
        pages.put("device-capabilities", untrusted + "/capabilities");
        pages.put("device-activity", untrusted + "/activity");
        pages.put(
                "device-claimed",
                "c/contoso/devices/" + api.fleet().justClaimed().id().text());
        pages.put(
                "device-attestation-trusted",
                "c/contoso/devices/" + first(Trust.TRUSTED).id().text() + "/attestation");
        pages.put("products", "c/contoso/products");
        pages.put("add-devices", "c/contoso/devices/add");
        pages.put("add-devices-no-product", "c/fabrikam/devices/add");
        pages.put("jobs", "c/contoso/devices/jobs");
        pages.put("jobs-none", "c/fabrikam/devices/jobs");
        pages.put("job-runs", "c/contoso/devices/jobs/" + FakeDeviceJobs.RUNNING);
        pages.put("job", "c/contoso/devices/jobs/" + FakeDeviceJobs.FINISHED);
        pages.put("transfers", "c/contoso/devices/transfers");
        pages.put("transfers-empty", "c/fabrikam/devices/transfers");
        pages.put("images", "c/contoso/images");
        pages.put("deployments", "c/contoso/deployments");
        String deployment = api.fleet().deployments().getFirst().id().toString();
        pages.put("deployment", "c/contoso/deployments/" + deployment);
        pages.put(
                "deploy",
                "c/contoso/deployments?image="
                        + api.fleet().images().getFirst().id().text());
        pages.put("devices-unreachable", "c/contoso/devices?health=UNREACHABLE");
        pages.put("reference-values", "c/contoso/reference-values");
        pages.put("reference-values-retired", "c/contoso/reference-values?standing=RETIRED");
        pages.put("reference-values-no-match", "c/contoso/reference-values?text=zzz");
        pages.put("reference-values-empty", "c/fabrikam/reference-values");
        pages.put(
                "reference-value",
                "c/contoso/reference-values?value=" + api.trust().currentApplication());
        pages.put("reference-values-import", "c/contoso/reference-values?import");
        pages.put("members", "c/contoso/members");
        pages.put("members-none", "c/fabrikam/members");
        pages.put("tokens", "c/contoso/tokens");
        pages.put("tokens-none", "c/fabrikam/tokens");
        pages.put("suspicions", "c/contoso/suspicions");
        pages.put("suspicions-all", "c/contoso/suspicions?show=all");
        pages.put("suspicions-none", "c/fabrikam/suspicions");
        pages.put("policies", "c/contoso/policies");
        pages.put("policies-product", "c/contoso/policies?product=Toaster");
        pages.put("policies-empty", "c/fabrikam/policies");
        pages.put("policy", "c/contoso/policies/catalog");
        pages.put("policy-whole", "c/contoso/policies/catalog?version=3");
        pages.put("policy-none", "c/fabrikam/policies/catalog");
        pages.put("policy-waiting", "c/contoso/policies/" + FakePolicies.GROUP);
        pages.put("policy-replays", "c/contoso/policies/catalog/replays");
        pages.put("policy-history", "c/contoso/policies/catalog/history");
        pages.put("policy-edit", "c/contoso/policies/catalog/edit");
        pages.put("replay", "c/contoso/replays/" + FakeReplays.CHANGING);
        pages.put("replay-group", "c/contoso/replays/" + FakeReplays.CHANGING + "?product=Kettle&group=Production");
        pages.put("replay-calm", "c/contoso/replays/" + FakeReplays.CALM);
        pages.put("replay-running", "c/contoso/replays/" + FakeReplays.RUNNING);
        pages.put("replay-failed", "c/contoso/replays/" + FakeReplays.FAILED);
        pages.put("replay-overtaken", "c/contoso/replays/" + FakeReplays.OVERTAKEN);
        pages.put("approvals", "c/contoso/approvals");
        pages.put("approvals-all", "c/contoso/approvals?state=all");
        pages.put("approvals-none", "c/fabrikam/approvals");
        pages.put("os-feeds", "c/contoso/os-feeds");
        pages.put("os-release", "c/contoso/os-feeds/release");
        pages.put("certificates", "c/contoso/certificates");
        pages.put("certificates-none", "c/fabrikam/certificates");
        pages.put("gateways", "c/contoso/gateways");
        pages.put("installation-members", "c/contoso/installation/members");
        pages.put("installation-tokens", "c/contoso/installation/tokens");
        pages.put("settings", "c/contoso/settings");
        pages.put("images-empty", "c/fabrikam/images");
        pages.put("products-empty", "c/fabrikam/products");
        pages.put("deployments-empty", "c/fabrikam/deployments");
        pages.put("audit-empty", "c/fabrikam/audit");
        pages.put("audit", "c/contoso/audit");
        pages.put("missing-catalog", "c/nowhere");
        return pages;
    }
}
