package dev.holdfast.ui.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Finds accessibility defects with axe-core. */
final class Axe {
    private static final String SCRIPT = script();

    /** Runs the given rules of axe-core, or all if there are none. Returns each serious or critical finding as text. */
    private static final String SERIOUS = """
            async rules => {
              const found = await axe.run(document, {
                resultTypes: ['violations'],
                ...(rules.length ? { runOnly: { type: 'rule', values: rules } } : {})
              });
              return found.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .flatMap(violation => violation.nodes.map(node =>
                  violation.id + ' (' + violation.impact + '): ' + node.target.join(' ') + ' ' + node.html.slice(0, 160)));
            }""";

    private static final List<String> COLORS = List.of("color-contrast", "link-in-text-block");

    private Axe() {}

    /** Returns the serious and critical findings on what a page shows now. */
    static List<String> seriousFindings(Page page) {
        return run(page, List.of());
    }

    /** Returns only the findings of color rules, for a page already checked in another scheme. */
    static List<String> colorFindings(Page page) {
        return run(page, COLORS);
    }

    @SuppressWarnings("unchecked")
    private static List<String> run(Page page, List<String> rules) {
        if (Boolean.FALSE.equals(page.evaluate("typeof axe !== 'undefined'"))) {
            page.evaluate(SCRIPT);
        }
        return (List<String>) page.evaluate(SERIOUS, rules);
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
