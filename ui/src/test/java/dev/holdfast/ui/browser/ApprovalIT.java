package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dialogs announce that an action requires approval, and show approval rules that somebody else changed. */
class ApprovalIT extends BrowserTest {
    private static final int TALL = 1200;

    @AfterEach
    void restore_approval_rules() {
        api.requireApproval(FakeOperatorApi.APPROVAL_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"Transfer…, LIGHT", "Unclaim…, DARK"})
    void a_dialog_says_that_it_requests_approval(String action, ColorScheme scheme) {
        api.requireApproval(List.of(ApprovalOperation.RELEASE_DEVICES));
        try (Page page = chromium.open(scheme, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox:visible input").first().check();
            page.locator(".hf-selection vaadin-button:has-text('" + action + "')")
                    .click();
            Locator ask = page.locator("vaadin-dialog vaadin-button:text-is('Request approval')");
            ask.waitFor();
            chromium.settle(page);
            picture(page, "approval-" + action.substring(0, action.length() - 1).toLowerCase(Locale.ROOT), scheme);
            assertThat(page.locator("vaadin-dialog .hf-warnings").innerText())
                    .contains("This action requires approval");
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void approval_rules_changed_by_someone_else_are_shown_in_the_dialog(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, WIDTH, TALL)) {
            chromium.visit(page, console.url() + "/c/contoso/approvals");
            // Playwright's check() would fail: the checkbox shows the current rule, so a click does not leave it
            // checked.
            page.locator("vaadin-checkbox:has-text('Deploy images') input").click();
            page.locator("vaadin-dialog vaadin-text-area textarea").fill("From now on");
            api.changeAsAnotherUser();
            api.requireApproval(List.of(ApprovalOperation.RELEASE_DEVICES));
            page.locator("vaadin-dialog vaadin-button:text-is('Require approval')")
                    .click();
            page.locator("vaadin-dialog .hf-problem:has-text('Unclaim or transfer devices')")
                    .waitFor();
            chromium.settle(page);
            picture(page, "superseded", scheme);
            assertThat(Axe.seriousFindings(page)).isEmpty();
            page.locator("vaadin-dialog vaadin-button:text-is('Require approval')")
                    .click();
            page.locator("vaadin-notification-card").first().waitFor();
        }
    }
}
