package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A console, a fake operator API and a browser. All test classes share them, because they take seconds to start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
    /** Size of a usual window in CSS pixels. */
    static final int WIDTH = 1360;

    static final int HEIGHT = 900;

    /** Size of a phone in CSS pixels. */
    static final int PHONE = 390;

    static final int PHONE_HEIGHT = 844;

    /** JavaScript that returns whether the page scrolls sideways. */
    static final String WIDER_THAN_THE_WINDOW =
            "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth";

    /** JavaScript that returns the number of cards with content past their edge. */
    private static final String WIDER_THAN_ITS_CARD = """
            [...document.querySelectorAll('.hf-panel')]
              .filter(card => getComputedStyle(card).overflowX === 'visible' && card.scrollWidth > card.clientWidth)
              .length""";

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final boolean TAKES_PICTURES = Boolean.getBoolean("console.screenshots");
    private static final String JAR = "target/holdfast-ui-0.1.0-SNAPSHOT-runner.jar";
    private static @Nullable Started started;

    FakeOperatorApi api;
    RunningConsole console;
    Chromium chromium;

    /** What all test classes share, until the JVM ends. */
    private record Started(FakeOperatorApi api, RunningConsole console, Chromium chromium) {
        private void stop() {
            chromium.close();
            console.close();
            api.close();
        }
    }

    @BeforeAll
    void start() throws Exception {
        assumeTrue(Chromium.isInstalled(), "these tests need " + Chromium.PATH);
        Started running = started();
        api = running.api();
        console = running.console();
        chromium = running.chromium();
    }

    /** Returns the packaged console: the build's jar, or the one in the system property {@code console.jar}. */
    static Path jar() {
        return Path.of(System.getProperty("console.jar", JAR)).toAbsolutePath();
    }

    private static synchronized Started started() throws IOException, InterruptedException {
        Started running = started;
        if (running == null) {
            FakeOperatorApi api = new FakeOperatorApi(0);
            RunningConsole console = RunningConsole.start(jar(), api.url());
            running = new Started(api, console, Chromium.launch());
            Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
            started = running;
        }
        return running;
    }

    @AfterEach
    void forget() {
        if (api != null) {
            api.signIn(FakeOperatorApi.owner());
            api.refuse(false);
            api.silence(false);
            api.crowd(false);
            api.hostile(false);
            api.fillDisk(false);
            api.authorities().restore();
            api.alerts().restore();
            chromium.errors().clear();
        }
    }

    /** Returns the first device with a trust. */
    DeviceView first(Trust trust) {
        return first(api, trust);
    }

    /** Returns the first device of a fake API with a trust. */
    static DeviceView first(FakeOperatorApi api, Trust trust) {
        return api.fleet().devices().stream()
                .filter(device -> device.trust() == trust)
                .findFirst()
                .orElseThrow();
    }

    /** Returns whether a page shows that it could not be opened. */
    static boolean hasFailed(Page page) {
        return page.locator("main h1:text-is('This page could not be opened')").count() > 0;
    }

    /** Asserts that a page opened. */
    static void assertOpened(Page page, String name) {
        assertThat(hasFailed(page)).as(name + " could not be opened").isFalse();
        assertThat(page.locator("main h1").first().isVisible())
                .as(name + " has a heading")
                .isTrue();
    }

    /** Returns the accessibility problems of an open page in both color schemes. */
    static List<String> violationsInBothSchemes(Page page, String name) {
        List<String> violations = new ArrayList<>();
        picture(page, name, ColorScheme.LIGHT);
        Axe.seriousFindings(page).forEach(finding -> violations.add(name + ": " + finding));
        Chromium.show(page, ColorScheme.DARK);
        picture(page, name, ColorScheme.DARK);
        Axe.colorFindings(page).forEach(finding -> violations.add(name + " in the dark: " + finding));
        Chromium.show(page, ColorScheme.LIGHT);
        return violations;
    }

    /** Returns the accessibility and layout problems of an open page in a window of a phone's size. */
    static List<String> violationsOnPhone(Page page, String name) {
        List<String> violations = new ArrayList<>();
        picture(page, "phone-" + name, ColorScheme.LIGHT);
        Axe.seriousFindings(page).forEach(finding -> violations.add(name + " on a phone: " + finding));
        if (!page.evaluate(WIDER_THAN_THE_WINDOW).equals(false)) {
            violations.add(name + " runs past the window of a phone");
        }
        return violations;
    }

    /** Returns whether all content of a page stays inside its card and inside the window. */
    static boolean fitsItsFrame(Page page) {
        return page.evaluate(WIDER_THAN_ITS_CARD).equals(0)
                && page.evaluate(WIDER_THAN_THE_WINDOW).equals(false);
    }

    /** Returns the color schemes of tests that behave the same in both: one, and both in runs that save screenshots. */
    static List<ColorScheme> schemes() {
        return TAKES_PICTURES ? List.of(ColorScheme.LIGHT, ColorScheme.DARK) : List.of(ColorScheme.DARK);
    }

    /** Waits for the end of animations. Saves a screenshot if the system property {@code console.screenshots} is true. */
    static void picture(Page page, String name, ColorScheme scheme) {
        Chromium.awaitTransitions(page);
        if (TAKES_PICTURES) {
            String file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
        }
    }
}
