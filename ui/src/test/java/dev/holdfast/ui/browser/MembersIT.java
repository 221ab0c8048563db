package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Finds, adds and invites members. */
class MembersIT extends BrowserTest {
    @ParameterizedTest
    @MethodSource("schemes")
    void a_person_is_found_by_part_of_the_name_and_added(ColorScheme scheme) {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/members");
            page.locator("vaadin-button:has-text('Add member')").click();
            page.locator("vaadin-dialog vaadin-combo-box input").pressSequentially("petr");
            page.locator("vaadin-combo-box-item:has-text('Petra Pichler')").waitFor();
            picture(page, "find-person", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.locator("vaadin-dialog vaadin-button:has-text('Add member'):not([disabled])")
                    .click();
            page.locator("vaadin-notification-card:has-text('Petra Pichler now has the role Reader')")
                    .waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_person_without_an_account_is_invited_and_added(ColorScheme scheme) {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/installation/members");
            page.locator("vaadin-button:has-text('Add member')").click();
            page.locator("vaadin-button:has-text('Invite a new person')").click();
            page.getByLabel("First name").fill("Ina");
            page.getByLabel("Last name").fill("Invited");
            page.getByLabel("E-mail address").last().fill("ina.invited@contoso.example");
            page.keyboard().press("Tab");
            picture(page, "invite", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-button:text-is('Create account'):not([disabled])")
                    .click();
            page.locator(".hf-secret:has-text('Aaaa-bbbb')").waitFor();
            picture(page, "invited", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-button:text-is('Done')").click();
            chromium.rest(page);
            assertThat(page.locator("vaadin-dialog vaadin-combo-box input").inputValue())
                    .startsWith("Ina Invited · ina.invited");
            page.locator("vaadin-dialog vaadin-button:has-text('Add member'):not([disabled])")
                    .click();
            page.locator("vaadin-notification-card:has-text('Ina Invited now has the role Reader')")
                    .waitFor();
        }
        assertThat(chromium.errors()).isEmpty();
    }
}
