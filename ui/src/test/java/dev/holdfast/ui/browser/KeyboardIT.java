package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.fake.FakeClaims;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeReplays;
import dev.holdfast.ui.fake.FakeRollouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The most important actions by keyboard, in accessible dialogs. */
class KeyboardIT extends BrowserTest {
    /** Maximum number of Tab keys to reach an element. */
    private static final int MAX_STEPS = 80;

    /** JavaScript that returns the text or label of the focused element. */
    private static final String FOCUSED = """
            () => {
              let element = document.activeElement;
              const host = element.closest && element.closest('vaadin-button, a, vaadin-text-field, vaadin-text-area');
              return ((host || element).innerText || (host || element).getAttribute('aria-label') || '').trim();
            }""";

    @Test
    void the_activation_of_a_policy_is_requested_from_its_replay() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/replays/" + FakeReplays.CHANGING);
            press(page, "Activate version 4");
            page.locator("vaadin-dialog textarea:focus").waitFor();
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.keyboard().type("Old systems must go");
            page.locator("vaadin-dialog vaadin-button:has-text('Request approval'):not([disabled])")
                    .waitFor();
            press(page, "Request approval");
            page.waitForURL("**/policies/catalog");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_halted_rollout_is_resumed_with_a_reason() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.HALTED));
            press(page, "Resume rollout…");
            page.locator("vaadin-dialog textarea:focus").waitFor();
            picture(page, "rollout-resume", ColorScheme.DARK);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.keyboard().type("The gateway was full");
            page.locator("vaadin-dialog vaadin-button:text-is('Resume rollout'):not([disabled])")
                    .waitFor();
            press(page, "Resume rollout");
            page.locator("vaadin-notification-card:has-text('Rollout resumed')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_rollout_is_created_on_the_page_of_its_group() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/products/Toaster/groups/Production");
            press(page, "New rollout");
            page.locator("vaadin-dialog vaadin-multi-select-combo-box input").pressSequentially("toaster");
            page.locator("vaadin-multi-select-combo-box-item").first().waitFor();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.locator("vaadin-dialog .hf-effect:has-text('Devices by phase: 4 → 38 → 380')")
                    .waitFor();
            picture(page, "rollout-new", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            press(page, "Create draft");
            page.waitForURL("**/rollouts/" + FakeRollouts.id(RolloutStatus.DRAFT));
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void escape_closes_a_dialog_and_restores_the_focus() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/replays/" + FakeReplays.CHANGING);
            press(page, "Activate version 4");
            page.locator("vaadin-dialog textarea:focus").waitFor();
            page.keyboard().press("Escape");
            page.locator("vaadin-button:has-text('Activate version 4'):focus").waitFor();
        }
    }

    @Test
    void a_stolen_chip_is_revoked_from_the_page_of_its_device() {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(
                    page,
                    console.url() + "/c/contoso/devices/"
                            + first(Trust.UNTRUSTED).id().text());
            press(page, "Revoke chip…");
            page.locator("vaadin-dialog vaadin-text-area textarea:focus").waitFor();
            picture(page, "revoke-chip", ColorScheme.DARK);
            assertThat(page.locator("vaadin-dialog").innerText()).contains("381 trusted now");
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.keyboard().type("Stolen from the van");
            page.locator("vaadin-dialog vaadin-button:text-is('Revoke chip'):not([disabled])")
                    .waitFor();
            press(page, "Revoke chip");
            page.locator("vaadin-notification-card:has-text('1 chip revoked')").waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void retiring_an_authority_needs_the_catalog_name_and_the_next_one_signs() {
        try (Page page = chromium.open(ColorScheme.DARK, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/certificates");
            page.locator("vaadin-button[aria-label='Retire… (generation 3)']").focus();
            page.keyboard().press("Enter");
            page.locator("vaadin-dialog input:focus").waitFor();
            picture(page, "retire-authority", ColorScheme.DARK);
            assertThat(page.locator("vaadin-dialog").innerText()).contains("Trusted now: 405");
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.keyboard().type("contoso");
            page.keyboard().press("Tab");
            page.keyboard().type("Its key was copied");
            page.locator("vaadin-dialog vaadin-button:text-is('Retire authority'):not([disabled])")
                    .waitFor();
            press(page, "Retire authority");
            page.locator("vaadin-notification-card:has-text('Generation 3 retired. 824 certificates of 412 devices')")
                    .waitFor();
            page.locator("tr:has-text('Generation 3'):has-text('Retired')").waitFor();
            assertThat(page.locator("vaadin-button[aria-label^='Retire…']").all())
                    .hasSize(1);
            assertThat(page.locator(".hf-chain").innerText()).contains("generation 4", "Signing");
            picture(page, "retired-authority", ColorScheme.DARK);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void openssl_reads_the_downloaded_chain_as_pkcs7() throws IOException, InterruptedException {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/certificates");
            Download file = page.waitForDownload(() -> press(page, "Chain"));
            assertThat(file.suggestedFilename()).isEqualTo("contoso-4.p7b");
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "pkcs7",
                            "-inform",
                            "DER",
                            "-print_certs",
                            "-noout",
                            "-in",
                            file.path().toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(openssl.waitFor()).as(printed).isZero();
            assertThat(printed.lines().filter(line -> line.startsWith("subject=")))
                    .hasSize(3)
                    .anyMatch(line -> line.contains("Holdfast Policy CA"))
                    .anyMatch(line -> line.contains("Holdfast Root"));
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void possession_is_proved_and_files_for_relying_parties_download() throws IOException {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/certificates");
            assertThat(downloaded(page, "Download bundle")).startsWith("-----BEGIN CERTIFICATE-----");
            press(page, "Prove possession…");
            page.locator("vaadin-dialog vaadin-text-field input:focus").waitFor();
            page.keyboard().type("7F3A12");
            page.locator("vaadin-dialog vaadin-button:text-is('Create proof'):not([disabled])")
                    .waitFor();
            press(page, "Create proof");
            page.locator(".hf-outcome:has-text('Upload this certificate')").waitFor();
            picture(page, "prove-possession", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            assertThat(downloaded(page, "Download certificate")).startsWith("-----BEGIN CERTIFICATE-----");
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void devices_are_selected_and_unclaimed() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox:visible input").first().focus();
            page.keyboard().press("Space");
            page.locator(".hf-selection:has-text('1 device selected')").waitFor();
            picture(page, "devices-selected", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator(".hf-selection vaadin-button:has-text('Select all 6 devices')")
                    .focus();
            page.keyboard().press("Enter");
            page.locator(".hf-selection:has-text('All 6 devices of this list selected')")
                    .waitFor();
            press(page, "Unclaim…");
            page.locator("vaadin-dialog vaadin-text-area textarea:focus").waitFor();
            picture(page, "devices-unclaim", ColorScheme.LIGHT);
            page.keyboard().type("Lost at sea");
            page.locator("vaadin-dialog vaadin-button:text-is('Unclaim'):not([disabled])")
                    .waitFor();
            press(page, "Unclaim");
            page.locator("vaadin-dialog .hf-problem-box:has-text('Withdraw the transfer first')")
                    .waitFor();
            picture(page, "devices-unclaimed", ColorScheme.LIGHT);
            assertThat(Axe.seriousFindings(page)).isEmpty();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void devices_are_claimed_from_pasted_ids() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices/add");
            page.locator("vaadin-text-area textarea").first().focus();
            page.keyboard().insertText(FakeClaims.chips(1).getFirst().text());
            page.locator("vaadin-button:has-text('Claim 1 device'):not([disabled])")
                    .waitFor();
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.locator(".hf-outcome:has-text('1 device claimed.')").waitFor();
        }
    }

    /** Activates the link with this text by keyboard, and returns the content of the downloaded file. */
    private static String downloaded(Page page, String words) throws IOException {
        Download file = page.waitForDownload(() -> press(page, words));
        return Files.readString(file.path());
    }

    /** Presses Tab until the focused element has exactly the text {@code words}, then presses Enter. */
    private static void press(Page page, String words) {
        for (int step = 0; step < MAX_STEPS; step++) {
            if (words.equals(page.evaluate(FOCUSED))) {
                page.keyboard().press("Enter");
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach “" + words + "”");
    }
}
