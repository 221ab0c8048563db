package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.agent.GatewayException.Kind;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * An operator blocks a device or retires a catalog's CA in the console. The gateway then refuses the device, or the certificates of the CA.
 */
@EndToEnd
class BlockedDeviceIT {
    private final Stack stack;
    private final Browsers browsers;

    BlockedDeviceIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @Test
    void a_blocked_device_is_refused_on_open_connections_and_new_ones_until_it_is_unblocked() throws GatewayException {
        try (TestChips chips = new TestChips(stack)) {
            Chip chip = chips.make(1, "smoke").getFirst();
            Credentials credentials = chip.attest();
            DeviceClient open = chips.client(credentials.update().orElseThrow());
            TestChips.await(open.poll(InstalledSet.NONE));
            Page page =
                    browsers.signIn("olivia", "/c/contoso/devices/" + chip.id().text());

            perform(page, "Block", "A truck was stolen.");
            assertThat(page.getByText("Blocked").first()).isVisible();

            awaitRefused(() -> open.poll(InstalledSet.NONE));
            awaitRefused(() -> chips.client(credentials.update().orElseThrow()).poll(InstalledSet.NONE));
            awaitRefused(() -> chip.hello().challenge());

            perform(page, "Unblock", "The truck is back.");

            // The certificate from before the block is valid again.
            awaitServed(() -> chips.client(credentials.update().orElseThrow()).poll(InstalledSet.NONE));
            awaitServed(() -> chip.hello().challenge());
            assertThat(chip.attest().outcome()).isEqualTo(Outcome.TRUSTED);
            page.context().close();
        }
    }

    @Test
    void certificates_of_a_retired_authority_are_refused_and_the_next_authority_issues_new_ones()
            throws GatewayException {
        String catalog = "retiring-" + System.nanoTime();
        stack.as("admin").post("catalogs", new NewCatalog(catalog, "Retiring"));
        stack.as("admin").post("catalogs/" + catalog + "/products", new NewProduct("Toaster", ""));
        try (TestChips chips = new TestChips(stack, catalog)) {
            Chip chip = chips.make(1, "smoke").getFirst();
            Credentials before = chip.attest();
            TestChips.await(chips.client(before.update().orElseThrow()).poll(InstalledSet.NONE));
            Page page = browsers.signIn("admin", "/c/" + catalog + "/certificates");

            button(page, "Retire… (generation 1)").click();
            Locator dialog = page.locator("vaadin-dialog");
            assertThat(dialog).containsText(Pattern.compile("2 certificates|1 device"));
            dialog.getByLabel("Catalog name").fill(catalog);
            dialog.getByLabel("Reason").fill("Its key was seen where it should not be.");
            dialog.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions()
                                    .setName("Retire authority")
                                    .setExact(true))
                    .click();
            page.getByText("Generation 1 retired").waitFor();

            awaitRefused(() -> chips.client(before.update().orElseThrow()).poll(InstalledSet.NONE));

            Credentials after = chip.attest();
            TestChips.await(chips.client(after.update().orElseThrow()).poll(InstalledSet.NONE));
            assertThat(button(page, "Retire… (generation 2)")).isVisible();
            page.context().close();
        }
    }

    /** Clicks the button {@code verb} of the page, fills in the reason in its dialog, and confirms. */
    private static void perform(Page page, String verb, String reason) {
        button(page, verb + "…").click();
        Locator dialog = page.locator("vaadin-dialog");
        dialog.getByLabel("Reason").fill(reason);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();
        assertThat(dialog).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /**
     * Waits until the gateway refuses the step. A block reaches gateways within two seconds. {@code ./holdfast bench block_effect} measures
     * the time.
     */
    private void awaitRefused(Supplier<Future<?>> step) {
        stack.await("the gateway refuses", () -> attempt(step.get()).filter(kind -> kind == Kind.REFUSED));
    }

    private void awaitServed(Supplier<Future<?>> step) {
        stack.await("the gateway serves", () -> attempt(step.get()).isEmpty() ? Optional.of(true) : Optional.empty());
    }

    /** Returns how the step failed, or empty if it succeeded. */
    private static Optional<Kind> attempt(Future<?> step) {
        try {
            TestChips.await(step);
            return Optional.empty();
        } catch (GatewayException failed) {
            return Optional.of(failed.kind());
        }
    }
}
