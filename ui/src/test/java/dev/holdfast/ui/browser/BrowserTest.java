package dev.holdfast.ui.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeOperatorApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A console, the fake operator API behind it and a browser before it. All classes of tests use the same three, one after
 * another, because they take seconds to start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
    static final int WIDTH = 1360;
    static final int HEIGHT = 900;

    private static final Path PICTURES = Path.of(System.getProperty("console.screenshots", "target/screenshots"));
    private static final String JAR = "target/holdfast-ui-0.1.0-SNAPSHOT-runner.jar";
    private static @Nullable Started started;

    FakeOperatorApi api;
    RunningConsole console;
    Chromium chromium;

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
            api.crowd(false);
            api.hostile(false);
            api.authorities().restore();
            chromium.complaints().clear();
        }
    }

    /** Returns a device of a trust. */
    DeviceView first(Trust trust) {
        return first(api, trust);
    }

    /** Returns a device of a trust, of whatever the console is behind. */
    static DeviceView first(FakeOperatorApi api, Trust trust) {
        return api.fleet().devices().stream()
                .filter(device -> device.trust() == trust)
                .findFirst()
                .orElseThrow();
    }

    /** Returns whether a page shows that it could not be opened, which also has a heading and no complaint. */
    static boolean failed(Page page) {
        return page.locator("main h1:text-is('This page could not be opened')").count() > 0;
    }

    /** Keeps a picture for people to look at. */
    static void picture(Page page, String name, ColorScheme scheme) {
        String file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
    }
}
