package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Typical tasks in a browser. */
class JourneysIT extends BrowserTest {
    /** JavaScript that returns the radius of the content area's corner. */
    private static final String CONTENT_CORNER = """
            getComputedStyle(document.querySelector('vaadin-app-layout').shadowRoot.querySelector('[part=content]'))
              .borderStartStartRadius""";

    @Test
    void the_dialog_for_the_first_catalog_proposes_its_name() {
        api.signIn(FakeOperatorApi.installationOwner());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url());
            picture(page, "first-steps", ColorScheme.LIGHT);
            page.locator("vaadin-button:has-text('Create catalog')").click();
            page.locator("vaadin-dialog vaadin-text-field input").first().fill("Contoso Appliances");
            page.locator("vaadin-dialog vaadin-text-field input[placeholder='contoso-appliances']")
                    .waitFor();
            picture(page, "create-catalog", ColorScheme.LIGHT);
        }
    }

    @Test
    void enter_in_a_name_field_presses_the_button() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products?new");
            Locator product = page.locator("vaadin-dialog vaadin-text-field input");
            product.fill("T");
            chromium.settle(page);
            product.press("Enter");
            chromium.settle(page);
            Locator refusal = page.locator("vaadin-dialog .hf-outcome:has-text('req-7f3a12')");
            assertThat(refusal.count())
                    .as("a name that is too short is not sent")
                    .isZero();
            product.fill("Toaster");
            product.press("Enter");
            refusal.waitFor();

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
    void an_outage_of_the_api_is_shown_within_seconds_with_a_retry() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products");
            api.silence(true);
            page.navigate(console.url() + "/c/contoso/images");
            page.locator("main:has-text('The Holdfast backend does not respond')")
                    .waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            api.silence(false);
            page.locator("main a:text-is('Try again')").click();
            page.locator("main h1:text-is('Images')").waitFor();
        }
    }

    @Test
    void only_responses_without_secrets_are_compressed() {
        Map<String, String> encodings = new ConcurrentHashMap<>();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            page.onResponse(answer ->
                    encodings.put(answer.url(), String.valueOf(answer.headers().get("content-encoding"))));
            chromium.visit(page, console.url() + "/c/contoso/products");
            page.locator("vaadin-side-nav-item:has-text('Deployments')").first().click();
            page.locator("main h1:text-is('Deployments')").waitFor();
        }
        assertThat(encodings).containsEntry(console.url() + "/c/contoso/products", "null");
        assertThat(encodings.entrySet())
                .filteredOn(answer ->
                        answer.getKey().contains("v-r=uidl") || answer.getKey().contains(".css"))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.getValue()).isEqualTo("gzip"));
        assertThat(encodings.entrySet())
                .filteredOn(answer -> answer.getKey().contains("v-r=init"))
                .allSatisfy(answer -> assertThat(answer.getValue()).isEqualTo("null"));
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
            // The items appear before their texts.
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
            assertThat(page.locator("main").innerText())
                    .contains("No matching devices", "Product “Nope” does not exist");
            page.locator("vaadin-side-nav-item:has-text('Deployments')").waitFor();
            chromium.visit(page, console.url() + "/c/contoso/devices/00");
            page.locator("vaadin-side-nav-item:has-text('Deployments')").waitFor();
        }
    }

    @Test
    void an_audit_entry_shows_its_changes_and_the_log_is_verified() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
                chromium.visit(page, console.url() + "/c/contoso/audit");
                page.locator("vaadin-button:text-is('741')").click();
                page.locator("vaadin-dialog")
                        .getByText("The auditors asked for less")
                        .first()
                        .waitFor();
                page.locator("tr[data-changed]:has-text('days')").waitFor();
                picture(page, "audit-entry", scheme);
                page.locator("vaadin-button:text-is('Close')").click();
                page.locator("vaadin-button:text-is('Verify log')").click();
                page.locator("main:has-text('Intact: all 740 sealed entries')").waitFor();
                picture(page, "audit-verified", scheme);
            }
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void the_audit_log_scrolls_to_its_first_entry_and_keeps_its_filter_in_the_address() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/audit");
            assertThat(page.locator("main").innerText()).contains("741 entries");
            Locator first = page.locator("vaadin-grid-cell-content vaadin-button:text-is('1')");
            page.locator("vaadin-grid").hover();
            for (int turns = 0; turns < 400 && first.count() == 0; turns++) {
                page.mouse().wheel(0, 1_500);
                page.waitForLoadState(LoadState.NETWORKIDLE);
            }
            first.waitFor();
            picture(page, "audit-oldest", ColorScheme.LIGHT);
            page.locator("vaadin-checkbox:has-text('Hide system entries') input")
                    .check();
            page.waitForURL("**/audit?people=true");
            page.locator("main vaadin-text-field input").first().fill("kettle");
            page.waitForURL("**/audit?filter=kettle&people=true");
            page.locator("main:has-text('2 entries found')").waitFor();
            page.locator("vaadin-grid-cell-content:has-text('Created the product Kettle')")
                    .waitFor();
            picture(page, "audit-search", ColorScheme.LIGHT);
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_reader_sees_only_permitted_actions() {
        api.signIn(FakeOperatorApi.reader());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products");
            assertThat(page.locator("main vaadin-button:has-text('Create')").count())
                    .isZero();
            chromium.visit(page, console.url() + "/c/contoso/images");
            assertThat(page.locator("vaadin-upload").count()).isZero();
            chromium.visit(page, console.url() + "/c/contoso/deployments");
            assertThat(page.locator("main vaadin-button:not(:has-text('How to filter'))")
                            .count())
                    .isZero();
        }
    }

    @Test
    void a_chosen_color_scheme_is_kept() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            page.locator("vaadin-menu-bar-button:has-text('Color scheme')").click();
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
            assertThat(api.tentative()).isFalse();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_tentative_image_is_uploaded_as_tentative() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/images");
            page.locator("vaadin-checkbox:has-text('Upload as tentative') input")
                    .check();
            chromium.settle(page);
            picture(page, "images-tentative", ColorScheme.LIGHT);
            page.locator("vaadin-upload input[type=file]")
                    .setInputFiles(new FilePayload("app.imagepackage", "application/octet-stream", new byte[70_000]));
            page.locator("vaadin-notification-card:has-text('toaster-control uploaded as tentative')")
                    .waitFor();
            assertThat(api.tentative()).isTrue();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_refused_image_is_named_beside_the_upload() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/images");
            api.refuse(true);
            page.locator("vaadin-upload input[type=file]")
                    .setInputFiles(new FilePayload("app.imagepackage", "application/octet-stream", new byte[70_000]));
            page.locator(".hf-outcome:has-text('app.imagepackage was not uploaded')")
                    .waitFor();
            picture(page, "images-refused", ColorScheme.DARK);
            assertThat(page.locator(".hf-outcome").innerText()).contains("Nothing was changed", "req-503");
        }
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/images");
            page.evaluate("document.querySelector('vaadin-upload').maxFileSize = 1000");
            page.locator("vaadin-upload input[type=file]")
                    .setInputFiles(new FilePayload("app.imagepackage", "application/octet-stream", new byte[70_000]));
            page.locator(".hf-outcome:has-text('app.imagepackage was not uploaded')")
                    .waitFor();
            picture(page, "images-too-large", ColorScheme.LIGHT);
        }
    }

    @Test
    void an_api_error_is_shown_with_its_request_id_and_a_retry() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products?new");
            page.locator("vaadin-dialog vaadin-text-field input").fill("Toaster");
            Locator create = page.locator("vaadin-dialog vaadin-button:has-text('Create product')");
            create.click();
            Locator card = page.locator("vaadin-dialog .hf-outcome:has-text('req-7f3a12')");
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
            page.locator("vaadin-details:has-text('Evidence: raw bytes')")
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
}
