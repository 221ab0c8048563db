package dev.holdfast.standalone.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/** The first steps on the overview of a catalog, with the texts that people copy from there. */
final class FirstStepsPage {
    /** The page shows a change within 5 s. Devices need some seconds for their first attestation. */
    private static final double PATIENCE_MS = 180_000;

    private final Page page;

    FirstStepsPage(Page page) {
        this.page = page;
    }

    /** Waits until a number of the nine steps is done. */
    void awaitDone(int steps) {
        await("%d of 9 done".formatted(steps));
    }

    /** Waits until all devices of the catalog are trusted. */
    void awaitTrusted(int devices) {
        await("%1$d of %1$d devices trusted".formatted(devices));
    }

    /** Waits until the page shows no steps, because all are done. */
    void awaitEnd() {
        page.getByText("First steps").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** Clicks the button of a step, fills in the required field of the dialog, and confirms it. */
    void create(String button, String label, String value) {
        page.getByText(button).click();
        page.getByLabel(label).last().fill(value);
        page.keyboard().press("Tab");
        page.locator("vaadin-button", new Page.LocatorOptions().setHasText(button))
                .last()
                .click();
    }

    private void await(String text) {
        page.getByText(text).waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
    }

    /** Returns the script of a step. */
    String script(String step) {
        return text(step, "By script");
    }

    /** Returns the commands that do a step with simulated devices. */
    String simulated(String step) {
        return text(step, "With simulated devices");
    }

    /** Returns the assignment of the variable {@code API}. */
    String api() {
        return page.locator(".hf-steps-end pre").textContent();
    }

    private String text(String step, String summary) {
        return page.locator(".hf-steps li:has(h3:text-is('%s'))".formatted(step))
                .locator("vaadin-details:has-text('%s') pre".formatted(summary))
                .textContent();
    }
}
