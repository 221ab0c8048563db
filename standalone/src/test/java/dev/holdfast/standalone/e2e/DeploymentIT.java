package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices of the demo attest, get certificates and install an update. The console shows the result. */
@EndToEnd
class DeploymentIT {
    private static final String CATALOG = "catalogs/contoso";
    private static final String PRODUCTION = CATALOG + "/products/Toaster/groups/Production/deployments";

    private final Stack stack;
    private final Browsers browsers;

    DeploymentIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @Test
    void a_trusted_device_gets_certificate_and_update_and_the_console_shows_it() {
        ImagePackage image;
        try (TestChips chips = new TestChips(stack)) {
            image = chips.application("2.0.0");
        }
        stack.as("pavel").post(CATALOG + "/images", "application/octet-stream", image.bytes());
        JsonNode deployment = stack.as("pavel")
                .post(PRODUCTION, new NewDeployment(List.of(image.metadata().image())));
        String id = deployment.get("id").asText();

        // One device of the demo stays untrusted, because its kernel is altered.
        JsonNode done = stack.await(
                "every healthy device attested the new image",
                () -> Optional.of(stack.as("rashid").get(CATALOG + "/deployments/" + id))
                        .filter(now -> now.get("attested").asLong()
                                == now.get("targeted").asLong() - 1));

        assertThat(done.get("failed").asLong()).isZero();
        JsonNode device = first("filter=is:trusted%20group:Production");
        assertThat(device.get("certificateExpires").isNull()).isFalse();
        assertThat(device.path("update").path("state").asText()).isEqualTo("ATTESTED");

        Page page = browsers.signIn("olivia", "/c/contoso/deployments/" + id);
        assertThat(page.getByText(done.get("attested").asText() + " attested").first())
                .isVisible();
        page.navigate(stack.console("/c/contoso/devices/" + device.get("id").asText()));
        assertThat(page.getByText("Trusted").first()).isVisible();
        page.context().close();
    }

    @Test
    void a_device_with_an_altered_kernel_has_a_red_badge_and_the_reason() {
        JsonNode device = stack.await(
                "the altered device has attested",
                () -> Optional.ofNullable(first("filter=is:untrusted%20group:Production")));

        assertThat(device.get("reasonCode").asText()).isEqualTo("measurement-unknown");
        assertThat(device.get("certificateExpires").isNull()).isTrue();

        Page page = browsers.signIn(
                "rashid", "/c/contoso/devices/" + device.get("id").asText() + "/attestation");
        assertThat(page.getByText("Untrusted").first()).isVisible();
        assertThat(page.getByText(device.get("reason").asText()).first()).isVisible();
        Locator kernel = page.locator("tr", new Page.LocatorOptions().setHasText("NormalWorldKernel"));
        assertThat(kernel.first()).isVisible();
        page.context().close();
    }

    /** Returns the first device that matches the filter parameters, or null. */
    private JsonNode first(String filter) {
        return stack.as("rashid")
                .get(CATALOG + "/devices?" + filter + "&limit=1")
                .get("items")
                .get(0);
    }
}
