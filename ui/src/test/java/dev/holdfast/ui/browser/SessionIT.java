package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** What an open page does when there is no session any more. */
class SessionIT extends BrowserTest {
    private static final int NO_SESSION = 499;

    @Test
    void a_page_whose_session_is_gone_loads_anew_where_it_is_and_leaves_the_rest_to_sign_in() {
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
