package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** An open page whose session has ended. */
class SessionIT extends BrowserTest {
    /** Status with which the console's session check tells a script that there is no session. */
    private static final int NO_SESSION = 499;

    @Test
    void a_page_without_a_session_reloads_and_signs_in() {
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/members?note=1");
            page.evaluate("window.loadedBefore = true");
            page.route(
                    "**/signed-in",
                    route -> route.fulfill(new Route.FulfillOptions().setStatus(NO_SESSION)),
                    new Page.RouteOptions().setTimes(1));
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

            page.waitForFunction("!window.loadedBefore");
            page.locator("vaadin-app-layout").waitFor();
            assertThat(page.url()).isEqualTo(console.url() + "/c/contoso/members?note=1");
        }
    }
}
