package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.docs.DocScripts;
import dev.holdfast.standalone.docs.DocScripts.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of README and docs as they stand, in a catalog of their own. Only names in capitals are replaced. */
@EndToEnd
class DocScriptsIT {
    private static final String PRODUCT = "Toaster";
    private static final String GROUP = "Production";
    private final Stack stack;
    private final OperatorClient owner;
    private final String name = "docs-" + System.nanoTime();
    /** A part of its own, so that its release does not reach the devices of other tests. */
    private final String part = "DOC" + System.nanoTime() % 1_000_000;

    private final String catalog = "catalogs/" + name;
    private final SiliconManufacturer manufacturer;

    @TempDir
    Path folder;

    private String device = "";
    private String chip = "";
    private String image = "";

    DocScriptsIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.manufacturer = SiliconManufacturer.trusted(stack.installation().home());
    }

    /** Creates the catalog with two devices, and the files that the scripts read. */
    @BeforeEach
    void prepare() throws IOException {
        owner.post("catalogs", new NewCatalog(name, "Scripts"));
        owner.post(catalog + "/products", new NewProduct(PRODUCT, ""));
        String batch = "docs-" + UUID.randomUUID();
        SiliconManufacturer.Endorsed made =
                manufacturer.batch(batch, name, 2, Scenario.named("smoke"), owner.get("trust"), _ -> {});
        Delivery delivery = new Delivery(owner, name);
        delivery.endorse(made);
        delivery.claim(PRODUCT, GROUP, made.devices());
        device = made.devices().getFirst().text();
        chip = manufacturer.chips(batch).resolve(device.substring(0, 32)).toString();
        ImagePackage deployed = manufacturer.application("docs-app", "1.0.0");
        delivery.upload(List.of(deployed));
        image = deployed.metadata().image().text();

        scripts().prepare();
        scripts().write("endorsements.jws", made.list().getBytes(StandardCharsets.US_ASCII));
        scripts().write("devices.csv", """
                DeviceId,ProductName,DeviceGroupName
                %s,%s,%s
                """.formatted(device, PRODUCT, GROUP).getBytes(StandardCharsets.US_ASCII));
        scripts()
                .write(
                        "app.imagepackage",
                        manufacturer.application("docs-app", "2.0.0").bytes());
        release();
    }

    private ScriptFolder scripts() {
        return new ScriptFolder(stack, folder);
    }

    /** Writes the images of an operating system. */
    private void release() throws IOException {
        ChipProfile profile = Profiles.parse(Profiles.text("imx8")
                .replace("sku: IMX8-CLASS", "sku: " + part)
                .replace("name: imx8-", "name: " + part.toLowerCase(Locale.ROOT) + "-"));
        Factory factory =
                Factory.open(stack.installation().home().simulation().resolve("factory"), SiliconManufacturer.NAME);
        int number = 0;
        for (ImagePackage os : factory.osRelease("26.10", profile, ImageSizes.SCALED_DOWN)) {
            scripts().write("releases/26.10/" + number + ".imagepackage", os.bytes());
            number++;
        }
    }

    @Test
    void every_script_of_the_documentation_runs() throws IOException, InterruptedException {
        Map<String, List<Script>> pages = DocScripts.toRun().stream().collect(Collectors.groupingBy(Script::page));
        for (Map.Entry<String, List<Script>> page : pages.entrySet()) {
            StringBuilder text = new StringBuilder();
            for (Script script : page.getValue()) {
                text.append("echo '@@ ")
                        .append(script.page())
                        .append(':')
                        .append(script.line())
                        .append("'\n");
                text.append(filledIn(script)).append('\n');
            }
            // Later scripts of a page use the variables of earlier ones.
            String output = scripts()
                    .run(text.append("echo '@@ done'\n").toString(), Map.of())
                    .output();
            assertThat(output).endsWith("@@ done\n").doesNotContain("/api/problems#");
        }
    }

    /** Replaces addresses, tokens and names in capitals. Ends the reading of a stream after five seconds. */
    private String filledIn(Script script) {
        Settings settings = stack.installation().settings();
        String text = script.text()
                .replace("http://localhost:8081", stack.api().address().toString())
                .replace(
                        "http://localhost:8180",
                        settings.http(Port.KEYCLOAK, "").toString())
                .replace("hfs_…", stack.token("admin"))
                .replace("MT3620AN", part)
                .replaceAll("(?m)^curl -N .*", "timeout 5 $0 || [ \\$? = 124 ]");
        if (!script.page().equals("docs/api.md")) {
            // Scripts of that page sign in as olivia, who has a role only in contoso.
            text = text.replace("contoso", name);
        }
        for (Map.Entry<String, String> value : names(text).entrySet()) {
            text = text.replaceAll(
                    "(?<![\\w$])" + value.getKey() + "(?![\\w=])", Matcher.quoteReplacement(value.getValue()));
        }
        return text;
    }

    private Map<String, String> names(String text) {
        return Map.of(
                "CATALOG", name,
                "PRODUCT", PRODUCT,
                "GROUP", GROUP,
                "DEVICE", device,
                "DIR", chip,
                "PERSON", text.contains("PERSON") ? subject("carmen") : "",
                "NONCE", text.contains("NONCE") ? challenge() : "",
                "PASSWORD", stack.password("olivia"),
                "ID", id(text));
    }

    /** Returns the ID that a script is about. */
    private String id(String text) {
        if (text.contains("/capabilities")) {
            return owner.post(
                            catalog + "/devices/" + device + "/capabilities",
                            Map.of("capabilities", List.of("FieldServicing"), "hours", 1, "reason", "Docs"))
                    .get("id")
                    .asText();
        }
        return text.contains("imageIds") ? image : device;
    }

    private String challenge() {
        return owner.post(catalog + "/devices/claim-challenge", Map.of("deviceIds", List.of(device)))
                .at("/challenges/0/nonce")
                .asText();
    }

    /** Returns the Keycloak user ID of a person, from the claim {@code sub} of the access token. */
    private String subject(String person) {
        byte[] claims = Base64.getUrlDecoder().decode(stack.token(person).split("\\.", -1)[1]);
        try {
            JsonNode json = new JsonMapper().readTree(claims);
            return json.get("sub").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
