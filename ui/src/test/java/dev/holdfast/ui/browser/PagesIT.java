package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePolicies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in both colour schemes; the pictures are kept in {@code target/screenshots} for people to look at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private static final Path PICTURES = Path.of(System.getProperty("console.screenshots", "target/screenshots"));
    private static final int WIDTH = 1360;
    private static final int HEIGHT = 900;
    private static final int TALL = 1600;
    private static final List<String> TALL_PAGES = List.of("device-attestation", "policy", "replay");
    private static final int LAPTOP = 1280;
    private static final int NARROW = 400;
    private static final String CONTENT_CORNER = """
            getComputedStyle(document.querySelector('vaadin-app-layout').shadowRoot.querySelector('[part=content]'))
              .borderStartStartRadius""";
    private static final String CUT_BADGES = """
            [...document.querySelectorAll('vaadin-grid-cell-content')]
              .filter(cell => cell.querySelector(':scope > .hf-badge') && cell.scrollWidth > cell.clientWidth).length""";
    private static final String WIDER_THAN_ITS_CARD = """
            [...document.querySelectorAll('.hf-panel')]
              .filter(card => getComputedStyle(card).overflowX === 'visible' && card.scrollWidth > card.clientWidth)
              .length""";
    static final String JAR = "target/holdfast-ui-0.1.0-SNAPSHOT-runner.jar";

    private FakeOperatorApi api;
    private RunningConsole console;
    private Chromium chromium;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(Chromium.isInstalled(), "these tests need " + Chromium.PATH);
        api = new FakeOperatorApi(0);
        console = RunningConsole.start(
                Path.of(System.getProperty("console.jar", JAR)).toAbsolutePath(), api.url());
        chromium = Chromium.launch();
    }

    @AfterEach
    void forget() {
        api.signIn(FakeOperatorApi.owner());
        api.refuse(false);
        chromium.complaints().clear();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (console != null) {
            console.close();
        }
        if (api != null) {
            api.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void every_page_opens_without_a_complaint_from_the_browser(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
            pages().forEach((name, path) -> {
                page.setViewportSize(WIDTH, TALL_PAGES.stream().anyMatch(name::startsWith) ? TALL : HEIGHT);
                chromium.visit(page, console.url() + "/" + path);
                picture(page, name, scheme);
                assertThat(page.title()).as(name).endsWith("Holdfast");
                assertThat(page.locator("main h1").first().isVisible())
                        .as(name + " has a heading")
                        .isTrue();
            });
        }
        assertThat(chromium.complaints()).isEmpty();
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
        pages.put("replay", "c/contoso/replays/" + FakePolicies.CHANGING);
        pages.put("replay-group", "c/contoso/replays/" + FakePolicies.CHANGING + "?product=Kettle&group=Production");
        pages.put("replay-calm", "c/contoso/replays/" + FakePolicies.CALM);
        pages.put("replay-running", "c/contoso/replays/" + FakePolicies.RUNNING);
        pages.put("replay-overtaken", "c/contoso/replays/" + FakePolicies.OVERTAKEN);
        pages.put("approvals", "c/contoso/approvals");
        pages.put("approvals-all", "c/contoso/approvals?state=all");
        pages.put("approvals-none", "c/fabrikam/approvals");
        pages.put("audit", "c/contoso/audit");
        pages.put("missing-catalog", "c/nowhere");
        return pages;
    }

    @Test
    void the_first_person_of_an_installation_is_led_to_a_catalog() {
        api.signIn(FakeOperatorApi.installationOwner());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url());
            picture(page, "first-steps", ColorScheme.LIGHT);
            page.locator("vaadin-button:has-text('Create catalog')").click();
            page.locator("vaadin-dialog vaadin-text-field input").first().fill("Contoso Appliances");
            page.waitForFunction("document.querySelectorAll('vaadin-dialog vaadin-text-field')[1].value");
            picture(page, "create-catalog", ColorScheme.LIGHT);
            assertThat(page.locator("vaadin-dialog vaadin-text-field input")
                            .nth(1)
                            .inputValue())
                    .isEqualTo("contoso-appliances");
        }
    }

    @Test
    void enter_in_a_name_field_does_what_the_button_does() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products?new");
            Locator product = page.locator("vaadin-dialog vaadin-text-field input");
            product.fill("T");
            chromium.settle(page);
            product.press("Enter");
            chromium.settle(page);
            product.fill("Toaster");
            product.press("Enter");
            page.locator("vaadin-notification-card:has-text('req-7f3a12')").waitFor();
            assertThat(page.locator("vaadin-notification-card").count())
                    .as("a name that is too short is not sent")
                    .isEqualTo(1);

            api.signIn(FakeOperatorApi.installationOwner());
            chromium.visit(page, console.url() + "/catalogs");
            page.locator("vaadin-button:has-text('Create catalog')").click();
            Locator catalog =
                    page.locator("vaadin-dialog vaadin-text-field input").first();
            catalog.fill("Contoso");
            catalog.press("Enter");
            page.waitForURL("**/c/contoso");
        }
    }

    @Test
    void only_a_catalogs_own_images_can_be_deployed() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/images");
            assertThat(page.locator("vaadin-grid a:text-is('Download')").count())
                    .isGreaterThan(3);
            assertThat(page.locator("vaadin-grid a:text-is('Deploy')").count()).isEqualTo(3);
            chromium.visit(page, console.url() + "/c/contoso/deployments?image=anything");
            page.locator("vaadin-multi-select-combo-box [slot=input]").click();
            // The items come before their words do.
            page.locator("vaadin-multi-select-combo-box-item:has-text('Applications')")
                    .nth(2)
                    .waitFor();
            assertThat(page.locator("vaadin-multi-select-combo-box-item:visible")
                            .allInnerTexts())
                    .hasSize(3)
                    .allSatisfy(item -> assertThat(item).contains("Applications"));
        }
    }

    @Test
    void a_link_to_a_product_that_was_removed_keeps_the_navigation() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?product=Nope");
            assertThat(page.locator("main").innerText()).contains("No device matches", "There is no product Nope");
            page.locator("vaadin-side-nav-item:has-text('Deployments')").waitFor();
            chromium.visit(page, console.url() + "/c/contoso/devices/00");
            page.locator("vaadin-side-nav-item:has-text('Deployments')").waitFor();
        }
    }

    @Test
    void the_audit_log_goes_on_to_its_first_act_and_keeps_its_search_in_the_address() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/audit");
            assertThat(page.locator("main").innerText()).contains("741 acts");
            Locator first = page.locator("vaadin-grid-cell-content:text-is('1')");
            page.locator("vaadin-grid").hover();
            for (int turns = 0; turns < 400 && first.count() == 0; turns++) {
                page.mouse().wheel(0, 1_500);
                page.waitForLoadState(LoadState.NETWORKIDLE);
            }
            first.waitFor();
            picture(page, "audit-oldest", ColorScheme.LIGHT);
            page.locator("vaadin-checkbox:has-text('People only') input").check();
            page.waitForURL("**/audit?people=true");
            page.locator("main vaadin-text-field input").fill("kettle");
            page.waitForURL("**/audit?text=kettle&people=true");
            page.locator("main:has-text('2 acts of people match')").waitFor();
            page.locator("vaadin-grid-cell-content:has-text('Created the product Kettle')")
                    .waitFor();
            picture(page, "audit-search", ColorScheme.LIGHT);
        }
        assertThat(chromium.complaints()).isEmpty();
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

    @Test
    void a_reader_is_offered_nothing_that_a_reader_may_not_do() {
        api.signIn(FakeOperatorApi.reader());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products");
            assertThat(page.locator("main vaadin-button:has-text('Create')").count())
                    .isZero();
            chromium.visit(page, console.url() + "/c/contoso/images");
            assertThat(page.locator("vaadin-upload").count()).isZero();
            chromium.visit(page, console.url() + "/c/contoso/deployments");
            assertThat(page.locator("main vaadin-button").count()).isZero();
        }
    }

    @Test
    void a_chosen_colour_scheme_is_kept() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            page.locator("vaadin-menu-bar-button:has-text('Colour scheme')").click();
            page.locator("vaadin-menu-bar-item:has-text('Dark')").click();
            page.waitForFunction("getComputedStyle(document.documentElement).colorScheme === 'dark'");
            String device = first(Trust.UNTRUSTED).id().text();
            chromium.visit(page, console.url() + "/c/contoso/devices/" + device + "/attestation");
            picture(page, "chosen-dark", ColorScheme.DARK);
            assertThat(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("dark");
            assertThat(page.evaluate(CONTENT_CORNER))
                    .as("the content fills its corner")
                    .isEqualTo("0px");
        }
    }

    @Test
    void an_uploaded_image_is_confirmed() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/images");
            page.locator("vaadin-upload input[type=file]")
                    .setInputFiles(new FilePayload("app.imagepackage", "application/octet-stream", new byte[70_000]));
            page.locator("vaadin-notification-card:has-text('toaster-control uploaded')")
                    .waitFor();
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void what_the_api_refuses_is_shown_with_the_request_id_and_can_be_tried_again() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products?new");
            page.locator("vaadin-dialog vaadin-text-field input").fill("Toaster");
            Locator create = page.locator("vaadin-dialog vaadin-button:has-text('Create product')");
            create.click();
            Locator card = page.locator("vaadin-notification-card:has-text('req-7f3a12')");
            card.waitFor();
            picture(page, "refusal", ColorScheme.DARK);
            assertThat(card.innerText()).contains("Choose another name");
            assertThat(create.isEnabled()).isTrue();
        }
    }

    @Test
    void evidence_and_images_can_be_downloaded() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            String device = first(Trust.UNTRUSTED).id().text();
            chromium.visit(page, console.url() + "/c/contoso/devices/" + device + "/attestation");
            page.locator("vaadin-details:has-text('Evidence as it came')")
                    .first()
                    .locator("vaadin-details-summary")
                    .click();
            Locator link = page.locator("a:has-text('Download evidence')");
            assertThat(page.waitForDownload(link::click).suggestedFilename()).isEqualTo("evidence-90417.cose");
            chromium.visit(page, console.url() + "/c/contoso/images");
            Locator image = page.locator("vaadin-grid a:has-text('Download')").first();
            assertThat(page.waitForDownload(image::click).suggestedFilename()).endsWith(".imagepackage");
        }
    }

    @Test
    void a_page_of_an_unreachable_api_says_so_inside_the_frame() {
        api.refuse(true);
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            picture(page, "unavailable", ColorScheme.LIGHT);
            assertThat(page.locator("main").innerText()).contains("Temporarily unavailable", "Try again");
        }
    }

    private DeviceView first(Trust trust) {
        return api.fleet().devices().stream()
                .filter(device -> device.trust() == trust)
                .findFirst()
                .orElseThrow();
    }

    private static void picture(Page page, String name, ColorScheme scheme) {
        String file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
    }
}
