package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The console uses the browser's language until a person chooses another language. */
class LanguageIT extends BrowserTest {
    @Test
    void a_browser_in_dutch_shows_dutch() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT, "nl-NL")) {
            chromium.visit(page, console.url() + "/c/contoso/devices");

            assertThat(page.locator("main h1").innerText()).isEqualTo("Apparaten");
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("nl");
        }
    }

    @Test
    void a_chosen_language_stays() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices");
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("en");
            page.locator(".hf-user-menu vaadin-menu-bar-button").first().click();
            page.locator("vaadin-menu-bar-item:has-text('Nederlands')").click();
            page.locator("main h1:text-is('Apparaten')").waitFor();
            assertThat(page.url()).isEqualTo(console.url() + "/c/contoso/devices");

            chromium.visit(page, console.url() + "/c/contoso/audit");

            assertThat(page.locator("main h1").innerText()).isEqualTo("Auditlog");
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("nl");
        }
    }
}
