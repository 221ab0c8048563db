package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.ui.fake.FakeOperatorApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts and columns are not cut off in windows of typical widths. */
class FrameIT extends BrowserTest {
    private static final int PHONE = 390;

    /** JavaScript that returns the number of elements in a dialog's form that extend past the right edge of its last button. */
    private static final String OUTSIDE_OF_THE_DIALOG = """
            () => {
              const edge = [...document.querySelectorAll('vaadin-dialog [slot=footer], vaadin-dialog vaadin-button')]
                .at(-1).getBoundingClientRect().right;
              return [...document.querySelectorAll('vaadin-dialog .hf-form *')]
                .filter(one => one.getBoundingClientRect().right > edge + 1).length;
            }""";

    /** JavaScript that returns the number of elements that extend past the right edge of their card. */
    private static final String OUTSIDE_OF_A_CARD = """
            [...document.querySelectorAll('.hf-cards, .hf-approval')]
              .flatMap(card => [...card.querySelectorAll('*')]
                .filter(one => one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)).length""";

    /** JavaScript that returns the number of lines that the last row of filter fields takes. Fields in one line have the same middle. */
    private static final String LINES_OF_FIELDS = """
            new Set([...document.querySelectorAll('.hf-filter-rows > .hf-filters:last-child > *')]
              .map(field => Math.round((field.getBoundingClientRect().top + field.getBoundingClientRect().bottom) / 8))).size""";

    /** JavaScript that returns whether columns of a grid are hidden, so that the grid scrolls sideways. */
    private static final String CUT_COLUMNS = """
            () => {
              const grid = document.querySelector('vaadin-grid');
              const table = grid.shadowRoot.querySelector('#table');
              return table.scrollWidth > table.clientWidth;
            }""";

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 390"})
    void the_whole_effect_of_a_request_is_readable(ColorScheme scheme, int width) {
        api.signIn(FakeOperatorApi.installationAndCatalogOwner());
        try (Page page = chromium.open(scheme, width, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/approvals");
            picture(page, "frame-approvals-" + width, scheme);
            assertThat(page.evaluate(OUTSIDE_OF_A_CARD)).isEqualTo(0);
            page.locator(".hf-approval:has-text('capability file') vaadin-button:text-is('Approve')")
                    .first()
                    .click();
            page.locator("vaadin-dialog code[title]").first().waitFor();
            chromium.settle(page);
            picture(page, "frame-approve-" + width, scheme);
            assertThat(page.evaluate(OUTSIDE_OF_THE_DIALOG)).isEqualTo(0);
            assertThat(page.locator("vaadin-dialog code[title]").first().getAttribute("title"))
                    .hasSize(128);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void on_a_phone_members_and_tokens_are_cards_with_labels(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, PHONE, HEIGHT)) {
            for (String list : new String[] {"members", "tokens"}) {
                chromium.visit(page, console.url() + "/c/contoso/" + list);
                picture(page, "phone-" + list, scheme);
                assertThat(page.evaluate(OUTSIDE_OF_A_CARD)).as(list).isEqualTo(0);
                assertThat(page.locator("td[data-column='Role']").first().isVisible())
                        .isTrue();
                page.locator("td[data-column='Actions']").first().scrollIntoViewIfNeeded();
                picture(page, "phone-" + list + "-actions", scheme);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1440"})
    void audit_filters_share_one_line_and_counts_hide_no_column(ColorScheme scheme, int width) {
        try (Page page = chromium.open(scheme, width, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/audit");
            picture(page, "frame-audit-" + width, scheme);
            assertThat(page.evaluate(LINES_OF_FIELDS)).isEqualTo(1);
            page.locator("vaadin-button:text-is('How to filter')").click();
            page.locator("vaadin-dialog .hf-table").nth(1).waitFor();
            picture(page, "frame-filter-help-" + width, scheme);
            chromium.visit(page, console.url() + "/c/contoso/devices");
            Locator counts = page.locator("vaadin-button:text-is('Counts')");
            if (!"true".equals(counts.getAttribute("aria-pressed"))) {
                counts.click();
            }
            page.locator(".hf-facets h3").first().waitFor();
            chromium.settle(page);
            picture(page, "frame-counts-" + width, scheme);
            assertThat(page.evaluate(CUT_COLUMNS)).isEqualTo(false);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void an_invalid_filter_shows_its_error_and_disables_actions(ColorScheme scheme) {
        try (Page page = chromium.open(scheme, 1280, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso/devices?filter=is:bogus");
            picture(page, "filter-mistaken", scheme);
            assertThat(page.locator("main").innerText())
                    .contains("This filter cannot be read")
                    .doesNotContain("No matching devices");
            chromium.visit(page, console.url() + "/c/contoso/devices?health=FAILED");
            page.locator("vaadin-grid vaadin-checkbox").nth(1).click();
            page.locator(".hf-selection").waitFor();
            page.locator(".hf-filter-text input").fill("is:trusted os:<abc");
            page.locator("text=Character 16").first().waitFor();
            chromium.settle(page);
            picture(page, "filter-wrong", scheme);
            assertThat(page.locator(".hf-selection vaadin-button:not([disabled])")
                            .count())
                    .isZero();
        }
    }
}
