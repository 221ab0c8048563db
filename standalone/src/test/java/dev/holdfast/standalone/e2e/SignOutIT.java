package dev.holdfast.standalone.e2e;

import com.microsoft.playwright.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that ends at Keycloak ends in the console (OpenID Connect Back-Channel Logout). */
@EndToEnd
class SignOutIT {
    private final Stack stack;
    private final Browsers browsers;

    SignOutIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    /** Tests a page that polls the server and a page that sends no request until a click. */
    @ParameterizedTest
    @ValueSource(strings = {"/c/contoso/members", "/c/contoso"})
    void an_open_page_shows_that_its_session_ended(String path) {
        Page page = browsers.signIn("carmen", path);
        Page other = page.context().newPage();
        other.navigate(stack.console("/c/contoso/tokens"));
        other.locator("vaadin-app-layout").waitFor();

        new Keycloak(stack.installation()).signOut("carmen");

        for (Page open : new Page[] {page, other}) {
            // Hidden pages do not poll.
            open.bringToFront();
            open.waitForURL(stack.console("/signed-out.html"));
            open.getByText("You are signed out").waitFor();
        }
        page.getByText("Sign in again").click();
        Browsers.answer(page, "carmen", stack.password("carmen"));
        page.locator("vaadin-app-layout").waitFor();
        page.context().close();
    }
}
