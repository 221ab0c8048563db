package dev.holdfast.standalone.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Chromium, driven by Playwright. Each person has a separate context with separate cookies. */
final class Browsers implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Stack stack;
    private final Playwright playwright;
    private final Browser browser;

    Browsers(Stack stack) {
        this.stack = stack;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setHeadless(true)
                        .setArgs(FLAGS));
    }

    /** Returns an empty page for a person who has not signed in. */
    Page stranger() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("en-US")
                // The installation without demo data has a certificate of a private CA.
                .setIgnoreHTTPSErrors(true)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1440, 900));
        context.setDefaultTimeout(90_000);
        return context.newPage();
    }

    /**
     * Opens the console's start page, signs a demo user in, and returns the page.
     *
     * @param user name
     */
    Page signIn(String user) {
        return signIn(user, "/");
    }

    /**
     * Opens a page of the console by its link, signs a demo user in, and returns the page.
     *
     * @param user name
     * @param path the page
     */
    Page signIn(String user, String path) {
        Page page = stranger();
        page.navigate(stack.console(path));
        answer(page, user, stack.password(user));
        page.locator("vaadin-app-layout").waitFor();
        return page;
    }

    /**
     * Fills in the sign-in page.
     *
     * @param page Keycloak's page
     * @param user name
     * @param password password of the user
     */
    static void answer(Page page, String user, String password) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }

    /**
     * Fills in the page on which Keycloak requires a new password.
     *
     * @param password the new password
     */
    static void choosePassword(Page page, String password) {
        page.locator("#password-new").fill(password);
        page.locator("#password-confirm").fill(password);
        page.keyboard().press("Enter");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
