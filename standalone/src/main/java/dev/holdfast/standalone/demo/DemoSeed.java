package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.ClaimDevices;
import dev.holdfast.contract.operator.NewCatalog;
import dev.holdfast.contract.operator.NewDeployment;
import dev.holdfast.contract.operator.NewProduct;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.install.Installation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the demo through the operator API, each step as the person whose work it is. It looks before it makes, so it can
 * be interrupted and run again; once it has been through it does nothing.
 */
public final class DemoSeed {
    /** The batch of chips that belongs to the demo. */
    public static final String BATCH = "demo";

    private static final String DONE = "demo.made";
    private static final String CONTOSO = "catalogs/contoso";
    private static final String FABRIKAM = "catalogs/fabrikam";
    private static final String PRODUCTION = "Production";

    private final Installation installation;
    private final Tokens tokens;
    private final SiliconMaker maker;
    private final Consumer<String> progress;

    /**
     * @param installation a demo installation that runs
     * @param tokens of its users
     * @param maker whose chips and operating system the demo uses
     * @param progress told what is made
     */
    public DemoSeed(Installation installation, Tokens tokens, SiliconMaker maker, Consumer<String> progress) {
        this.installation = installation;
        this.tokens = tokens;
        this.maker = maker;
        this.progress = progress;
    }

    /** Makes what is missing. */
    public void ensure() {
        if (installation.noted(DONE) != null) {
            return;
        }
        catalog("contoso", "Contoso Appliances");
        catalog("fabrikam", "Fabrikam Foods");
        product(CONTOSO, "carmen", "Toaster", "Counter-top toaster with a bread sensor");
        product(FABRIKAM, "farah", "Freezer", "Walk-in freezer controller");
        operatingSystem(CONTOSO, "pavel");
        operatingSystem(FABRIKAM, "farah");
        devices();
        firstDeployment();
        installation.note(DONE, "true");
    }

    private OperatorClient as(String user) {
        return new OperatorClient(installation.settings(), () -> tokens.of(user));
    }

    private void catalog(String name, String displayName) {
        for (JsonNode membership : as("admin").get("me").get("catalogs")) {
            if (membership.get("catalog").asText().equals(name)) {
                return;
            }
        }
        as("admin").post("catalogs", new NewCatalog(name, displayName));
        progress.accept("made the catalog " + displayName);
    }

    private void product(String catalog, String user, String name, String description) {
        for (JsonNode product : as(user).get(catalog + "/products")) {
            if (product.get("name").asText().equals(name)) {
                return;
            }
        }
        as(user).post(catalog + "/products", new NewProduct(name, description));
        progress.accept("made the product " + name);
    }

    private void operatingSystem(String catalog, String user) {
        List<ImageId> known = images(catalog, user);
        int uploaded = 0;
        for (ImagePackage image : maker.operatingSystem()) {
            if (!known.contains(image.metadata().image())) {
                upload(catalog, user, image);
                uploaded++;
            }
        }
        if (uploaded > 0) {
            progress.accept("uploaded OS %s to %s (%d images)".formatted(SiliconMaker.OS_VERSION, catalog, uploaded));
        }
    }

    private void devices() {
        int count = installation.settings().number("demo.devices");
        JsonNode trust = as("admin").get("trust");
        SiliconMaker.Endorsed batch = maker.batch(BATCH, count, Scenario.named("demo"), trust);
        claim(batch, "Toaster", PRODUCTION);
        progress.accept("made %d chips and claimed them to Toaster / %s".formatted(count, PRODUCTION));
    }

    /**
     * Imports a batch's endorsements and claims its chips to a group of contoso's.
     *
     * @param batch what the maker sent
     * @param product the product's name
     * @param group the group's name
     */
    public void claim(SiliconMaker.Endorsed batch, String product, String group) {
        List<DeviceId> devices = batch.devices();
        if (!devices.isEmpty()) {
            as("admin").post("endorsements", "application/jose", batch.list().getBytes(StandardCharsets.US_ASCII));
            as("carmen").post(CONTOSO + "/devices/claim", new ClaimDevices(product, group, devices));
        }
    }

    private void firstDeployment() {
        String deployments = CONTOSO + "/products/Toaster/groups/" + PRODUCTION + "/deployments";
        if (!as("pavel").get(deployments).isEmpty()) {
            return;
        }
        ImageId id = application("1.0.0");
        // The second is there for someone to deploy.
        application("1.1.0");
        as("pavel").post(deployments, new NewDeployment(List.of(id)));
        progress.accept("deployed toaster-app 1.0.0 to Toaster / " + PRODUCTION);
    }

    private ImageId application(String version) {
        ImagePackage application = maker.application("toaster-app", version);
        ImageId id = application.metadata().image();
        if (!images(CONTOSO, "pavel").contains(id)) {
            upload(CONTOSO, "pavel", application);
        }
        return id;
    }

    private List<ImageId> images(String catalog, String user) {
        List<ImageId> ids = new ArrayList<>();
        as(user).get(catalog + "/images")
                .forEach(image -> ids.add(ImageId.parse(image.get("id").asText())));
        return ids;
    }

    private void upload(String catalog, String user, ImagePackage image) {
        as(user).post(catalog + "/images", "application/octet-stream", image.bytes());
    }
}
