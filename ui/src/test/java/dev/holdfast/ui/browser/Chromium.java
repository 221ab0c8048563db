package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The browser of the tests. Collects the errors and warnings of all its pages. */
final class Chromium implements AutoCloseable {
    static final Path PATH = Path.of("/usr/bin/chromium");

    /** Maximum wait for an element or a page, in milliseconds. */
    private static final double PATIENCE = 90_000;

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    // Resolves when page and fonts are loaded and Vaadin was idle during seven consecutive frames.
    private static final String AT_REST = """
            () => new Promise(resting => {
              let frames = 0;
              const look = () => {
                const rests = document.readyState === 'complete' && document.fonts.status === 'loaded'
                  && Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive || !client.isActive());
                frames = rests ? frames + 1 : 0;
                if (frames > 6) resting(); else requestAnimationFrame(look);
              };
              look();
            })""";

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PATH);
    }

    static Chromium launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(PATH).setArgs(QUIET));
        return new Chromium(playwright, browser);
    }

    /** Opens an English window with its own cookies. Reduced motion avoids waiting for animations. */
    Page open(ColorScheme scheme, int width, int height) {
        return open(scheme, width, height, "en-US");
    }

    /** Opens a window in a language of the browser, such as {@code nl-NL}. */
    Page open(ColorScheme scheme, int width, int height, String language) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, height)
                .setLocale(language));
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> errors.add(page.url() + ": " + error));
        return page;
    }

    /** Goes to an address and waits until the console is at rest. */
    void visit(Page page, String address) {
        page.navigate(address);
        try {
            page.waitForSelector("main");
        } catch (TimeoutError blank) {
            throw new AssertionError(address + " stays blank: " + errors, blank);
        }
        rest(page);
    }

    /** Waits until the console has drawn everything and sends no more requests, also after a change of the window's size. */
    void rest(Page page) {
        page.evaluate(AT_REST);
    }

    /** Changes the system's color scheme and waits for the transition. */
    static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        awaitTransitions(page);
        assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(scheme == ColorScheme.DARK);
    }

    /** Waits for the end of all finite transitions and animations. */
    static void awaitTransitions(Page page) {
        page.evaluate("""
                () => new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)))
                  .then(() => Promise.allSettled(document.getAnimations()
                    .filter(animation => animation.effect.getComputedTiming().endTime < Infinity).map(animation => animation.finished)))""");
    }

    /**
     * Waits until the server has answered everything. Without this pause, a test sends a value and the next key in one request, and the
     * framework applies all values before any key.
     */
    void settle(Page page) {
        page.waitForFunction(
                "Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive || !client.isActive())");
    }

    /** Returns the errors and warnings of all pages so far. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
