package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.demo.OperatorClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices of the demo attest, get certificates and install an update. The console shows the result. */
@EndToEnd
class DeploymentIT {
    private static final String CATALOG = "catalogs/contoso";
    private static final String PRODUCTION = CATALOG + "/products/Toaster/groups/Production/deployments";

    /** Length of an image that takes many TLS records and sectors. */
    private static final int IMAGE_BYTES = 600_000;

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
        JsonNode device = first("filter=is:trusted%20product:Toaster%20group:Production");
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
    void a_device_that_loses_its_connection_downloads_only_the_rest_of_an_image() throws IOException {
        OperatorClient owner = stack.as("admin");
        String name = "resume-" + System.nanoTime();
        owner.post("catalogs", new NewCatalog(name, "Resumed download"));
        owner.post("catalogs/" + name + "/products", new NewProduct("Toaster", ""));
        try (TestChips chips = new TestChips(stack, name, "Production");
                BreakingNetwork network = new BreakingNetwork(stack, IMAGE_BYTES / 2)) {
            ImagePackage image = chips.application("1.0.0", IMAGE_BYTES);
            owner.post("catalogs/" + name + "/images", "application/octet-stream", image.bytes());
            owner.post(
                    "catalogs/" + name + "/products/Toaster/groups/Production/deployments",
                    new NewDeployment(List.of(image.metadata().image())));
            Agent device =
                    chips.make(1, "smoke").getFirst().software(new SoftwareBehavior(), network.uri(), DayTime.REAL);
            device.powerOn();
            try {
                stack.await(
                        "the device confirms the update",
                        () -> Optional.of(device.status().updatesInstalled()).filter(updates -> updates == 1));
            } finally {
                device.powerOff().toCompletionStage().toCompletableFuture().join();
            }

            assertThat(network.isLimitReached()).isTrue();
            assertThat(network.received())
                    .as("one image and a half, if the device had begun anew")
                    .isBetween((long) IMAGE_BYTES, IMAGE_BYTES * 5L / 4);
        }
    }

    @Test
    void a_device_with_an_altered_kernel_has_a_red_badge_and_the_reason() {
        JsonNode device = stack.await(
                "the altered device has attested",
                () -> Optional.ofNullable(first("filter=is:untrusted%20product:Toaster%20group:Production")));

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
