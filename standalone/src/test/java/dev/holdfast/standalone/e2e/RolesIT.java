package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which actions the console offers to each role. */
@EndToEnd
class RolesIT {
    private final Stack stack;
    private final Browsers browsers;

    RolesIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @ParameterizedTest
    @CsvSource({"olivia, true, true", "pavel, true, true", "carmen, false, true", "rashid, false, false"})
    void each_role_sees_only_its_permitted_actions(String user, boolean deploys, boolean claims) {
        Page page = browsers.signIn(user, "/c/contoso/devices");
        assertThat(page.getByText("Toaster").first()).isVisible();

        page.navigate(stack.console("/c/contoso/deployments"));
        offers(page, "Start deployment", deploys);
        page.navigate(stack.console("/c/contoso/products"));
        offers(page, "Add devices", claims);
        offers(page, "Create product", claims);
        page.context().close();
    }

    private static void offers(Page page, String action, boolean offered) {
        assertThat(page.locator("h1").first()).isVisible();
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(action));
        if (offered) {
            assertThat(button.first()).isVisible();
        } else {
            assertThat(button).hasCount(0);
        }
    }
}
