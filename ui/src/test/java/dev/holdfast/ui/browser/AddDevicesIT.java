package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.fake.FakeClaims;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims devices in a browser, from the endorsement list to the catalog. */
class AddDevicesIT extends BrowserTest {
    /** Height of a window that shows the whole page. */
    private static final int TALL = 1250;

    @ParameterizedTest
    @MethodSource("schemes")
    void an_owner_of_the_installation_imports_a_list_and_claims_its_chips(ColorScheme scheme) {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(scheme, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            page.locator("main vaadin-button:has-text('Add devices')").click();
            page.waitForURL("**/devices/add");
            choose(page, 0, "endorsements.jws", FakeClaims.list(FakeClaims.chips(25)));
            Locator imported = page.locator(
                    ".hf-outcome:has-text('23 chips of contoso-silicon endorsed. 2 chips were already known')");
            imported.waitFor();
            imported.locator("vaadin-button:has-text('Claim these 25 chips')").click();
            Locator claim = page.locator("vaadin-button:has-text('Claim 25 devices')");
            claim.click();
            page.locator(".hf-outcome:has-text('19 devices claimed, 6 devices refused.')")
                    .waitFor();
            picture(page, "add-devices-refused", scheme);
            assertThat(page.locator(".hf-problem-box tbody th").allInnerTexts())
                    .containsExactly("4", "8", "12", "16", "20", "24");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void devices_are_claimed_without_a_group(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            page.locator("vaadin-select:has-text('Toaster'):visible").first().click();
            page.locator("vaadin-select-item:has-text('No group yet')").last().click();
            page.locator("vaadin-text-area textarea:visible")
                    .fill(FakeClaims.chips(2).stream().map(DeviceId::text).collect(Collectors.joining("\n")));
            page.locator("main:has-text('2 devices without a group')").waitFor();
            picture(page, "add-devices-no-group", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-button:has-text('Claim 2 devices')").click();
            page.locator(".hf-outcome:has-text('2 devices claimed.')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_csv_file_is_claimed_and_its_malformed_lines_are_shown(ColorScheme scheme) {
        List<DeviceId> chips = FakeClaims.chips(3);
        String first = "DeviceId,ProductName,DeviceGroupName\n" + chips.getFirst() + ",Toaster,Production\n";
        try (Page page = chromium.open(scheme, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            page.locator("vaadin-radio-button:has-text('CSV file') input").check();
            choose(page, 0, "new.csv", first + chips.get(1) + ",Toaster,Attic\nabc,Kettle,Production\n");
            Locator claim = page.locator("vaadin-button:has-text('Claim devices in file')");
            claim.click();
            page.locator(".hf-outcome:has-text('2 lines to correct')").waitFor();
            assertThat(page.locator(".hf-problem-box tbody th").allInnerTexts()).containsExactly("3", "4");
            picture(page, "add-devices-csv", scheme);
            choose(page, 0, "new.csv", first + chips.get(1) + ",Kettle,Field Test\n");
            page.locator("main:has-text('new.csv: 3 lines')").waitFor();
            claim.click();
            page.locator(".hf-outcome:has-text('2 devices claimed.')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void refused_lines_of_20000_can_be_downloaded() {
        String csv = FakeClaims.chips(20_000).stream()
                .map(chip -> chip + ",Toaster,Production\n")
                .collect(Collectors.joining("", "DeviceId,ProductName,DeviceGroupName\n", ""));
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            page.locator("vaadin-radio-button:has-text('CSV file') input").check();
            choose(page, 0, "new.csv", csv);
            page.locator("main:has-text('new.csv: 20,001 lines')").waitFor();
            page.locator("vaadin-button:has-text('Claim devices in file')").click();
            page.locator(".hf-outcome:has-text('15,000 devices claimed, 5,000 devices refused.')")
                    .waitFor();
            picture(page, "add-devices-many", ColorScheme.LIGHT);
            assertThat(page.locator(".hf-problem-box tbody tr").count()).isEqualTo(100);
            Locator all = page.locator("a:has-text('Download all 5,000 lines')");
            assertThat(page.waitForDownload(all::click).suggestedFilename()).isEqualTo("refused.csv");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_job_claims_30000_devices_and_its_page_opens(ColorScheme scheme) {
        String ids = FakeClaims.chips(30_000).stream().map(DeviceId::text).collect(Collectors.joining("\n"));
        try (Page page = chromium.open(scheme, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            page.locator("vaadin-radio-button:has-text('Large file, as a job') input")
                    .check();
            choose(page, 0, "chips.txt", ids);
            page.locator("main:has-text('chips.txt: 30,000 devices')").waitFor();
            picture(page, "add-devices-job", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-button:has-text('Start job')").click();
            page.locator("vaadin-button:has-text('Cancel job')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_list_of_an_untrusted_manufacturer_is_refused_and_a_key_can_be_checked() throws Exception {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            choose(page, 0, "list.txt", "nonsense");
            page.locator(".hf-outcome:has-text('a manufacturer that this installation does not trust')")
                    .waitFor();
            page.locator("vaadin-details-summary:has-text('Trust a manufacturer')")
                    .click();
            page.locator("vaadin-text-field:has-text('Manufacturer name') input")
                    .fill("acme");
            page.locator("vaadin-text-area:has-text('Public key') textarea").fill(pem);
            page.locator(".hf-command:has-text('cat > .holdfast/manufacturers/acme.pem')")
                    .waitFor();
            picture(page, "add-devices-manufacturer", ColorScheme.LIGHT);
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_reader_sees_whom_to_ask() {
        api.signIn(FakeOperatorApi.reader());
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            assertThat(page.locator("main vaadin-button:visible:has-text('Add devices')")
                            .count())
                    .isZero();
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            picture(page, "add-devices-reader", ColorScheme.LIGHT);
            assertThat(page.locator("main").innerText()).contains("Ask an owner of this catalog");
            assertThat(page.locator("main vaadin-button, main vaadin-upload").count())
                    .isZero();
        }
    }

    /** Chooses a file in one of the upload fields of the page, counted from 0. */
    private static void choose(Page page, int upload, String name, String content) {
        page.locator("vaadin-upload input[type=file]")
                .nth(upload)
                .setInputFiles(new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
    }
}
