package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.EstDevice.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is shut out is out, in a catalog of its own. How soon is measured by {@code ./holdfast bench block_effect}. */
@EndToEnd
class ShutOutIT {
    private static final String PRODUCT = "Kettle";
    private static final String POLL = DeviceProtocol.BASE + "update?have=2147483647";

    private final Stack stack;
    private final Browsers browsers;
    private final String catalog = "shut-out-" + UUID.randomUUID();

    @TempDir
    Path folder;

    ShutOutIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @BeforeEach
    void a_catalog_with_a_product() {
        stack.as("admin").post("catalogs", new NewCatalog(catalog, "Shut out"));
        stack.as("admin").post(path("products"), new NewProduct(PRODUCT, ""));
    }

    @Test
    void a_blocked_device_is_refused_until_it_is_unblocked() throws IOException {
        EstDevice device = new EstDevice(stack, folder, catalog, PRODUCT);
        device.takeUpdateCertificate();
        assertThat(poll(device)).isEqualTo(204);
        BlockRequest stolen = new BlockRequest(List.of(device.id()), "Stolen from the van");

        stack.as("admin").post(path("devices/block"), stolen);
        until("a blocked device is refused", device, 403);
        assertThat(device.ask(Port.GATEWAY, "general", "general", DeviceProtocol.BASE + "challenge", "-X", "POST"))
                .isEqualTo(new Answer(403, DeviceProtocol.REFUSED));

        stack.as("admin").post(path("devices/unblock"), stolen);
        until("an unblocked device is let in", device, 204);
        device.takeUpdateCertificate();
    }

    @Test
    void what_a_retired_authority_issued_is_refused_the_next_one_signs_and_the_console_has_its_chain()
            throws IOException {
        EstDevice device = new EstDevice(stack, folder, catalog, PRODUCT);
        device.takeUpdateCertificate();
        assertThat(poll(device)).isEqualTo(204);
        String retired =
                stack.as("admin").get(path("certificates")).get("serialNumber").asText();
        JsonNode impact = stack.as("admin").post(path("certificates/authorities/.default/retirement-impact"), Map.of());
        assertThat(impact.get("devices").asInt()).isEqualTo(1);

        stack.as("admin")
                .post(path("certificates/authorities/.default/retire"), new Reason("Its key was seen elsewhere"));
        until("what a retired authority issued is refused", device, 403);
        device.takeUpdateCertificate();
        until("what the next authority issued is let in", device, 204);

        Page page = browsers.signIn("admin", "/c/" + catalog + "/certificates");
        assertThat(page.getByText(retired).first()).isVisible();
        Download chain = page.waitForDownload(() -> page.getByText("Chain", new Page.GetByTextOptions().setExact(true))
                .first()
                .click());
        Files.copy(chain.path(), device.file("chain.p7b"));
        device.run(
                Map.of(),
                "openssl",
                "pkcs7",
                "-inform",
                "DER",
                "-in",
                "chain.p7b",
                "-print_certs",
                "-out",
                "chain.pem");
        assertThat(device.run(Map.of(), "openssl", "verify", "-x509_strict", "-CAfile", "chain.pem", "update.pem"))
                .isEqualTo("update.pem: OK\n");
        page.context().close();
    }

    private String path(String below) {
        return "catalogs/" + catalog + "/" + below;
    }

    private void until(String what, EstDevice device, int status) {
        stack.await(what, () -> Optional.of(poll(device)).filter(answered -> answered == status));
    }

    private static int poll(EstDevice device) {
        try {
            return device.ask(Port.GATEWAY, "update", "update", POLL).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
