package dev.holdfast.ui.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** axe-core, which finds what keeps people with a disability from using a page. */
final class Axe {
    private static final String SCRIPT = script();
    private static final String SERIOUS = """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'] });
              return found.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .flatMap(violation => violation.nodes.map(node =>
                  violation.id + ' (' + violation.impact + '): ' + node.target.join(' ') + ' ' + node.html.slice(0, 160)));
            }""";

    private Axe() {}

    /** Returns the serious and critical findings on what a page shows now. */
    @SuppressWarnings("unchecked")
    static List<String> seriousFindings(Page page) {
        if (Boolean.FALSE.equals(page.evaluate("typeof axe !== 'undefined'"))) {
            page.evaluate(SCRIPT);
        }
        return (List<String>) page.evaluate(SERIOUS);
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(script, "axe-core is on the class path")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
