package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.install.Installation;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Creates the demo through the operator API, each step as a user with the right role. Idempotent: it skips what already exists, so that an
 * interrupted run can be repeated.
 */
public final class DemoSeed {
    /** Name of the demo's batch of chips. */
    public static final String BATCH = "demo";

    private static final String DONE = "demo.made";
    private static final String CONTOSO = "contoso";
    private static final String FABRIKAM = "fabrikam";
    private static final String PRODUCTION = "Production";

    private final Installation installation;
    private final Tokens tokens;
    private final SiliconManufacturer manufacturer;
    private final Consumer<String> progress;

    /**
     * @param installation a running demo installation
     * @param tokens access tokens of the demo users
     * @param manufacturer source of the demo's chips and operating system
     * @param progress receives one line for each step
     */
    public DemoSeed(
            Installation installation, Tokens tokens, SiliconManufacturer manufacturer, Consumer<String> progress) {
        this.installation = installation;
        this.tokens = tokens;
        this.manufacturer = manufacturer;
        this.progress = progress;
    }

    /** Creates what is missing before the devices are switched on. */
    public void ensure() {
        if (installation.noted(DONE) != null) {
            return;
        }
        catalog(CONTOSO, "Contoso Appliances");
        catalog(FABRIKAM, "Fabrikam Foods");
        new DemoMembers(as("admin"), tokens).ensure();
        product(CONTOSO, "carmen", "Toaster", "Counter-top toaster with a bread sensor");
        product(CONTOSO, "carmen", DemoRollouts.PRODUCT, "Kettle with a temperature sensor");
        product(FABRIKAM, "farah", "Freezer", "Walk-in freezer controller");
        operatingSystem();
        devices();
        firstDeployment();
    }

    /** Starts the missing rollouts. */
    public void ensureRollouts() {
        if (installation.noted(DONE) == null) {
            new DemoRollouts(as("pavel"), manufacturer, CONTOSO).ensure();
            progress.accept("started two rollouts of kettle-app");
            installation.note(DONE, "true");
        }
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
        progress.accept("created catalog " + displayName);
    }

    private void product(String catalog, String user, String name, String description) {
        for (JsonNode product : as(user).get(products(catalog))) {
            if (product.get("name").asText().equals(name)) {
                return;
            }
        }
        as(user).post(products(catalog), new NewProduct(name, description));
        progress.accept("created product " + name);
    }

    private void operatingSystem() {
        if (new OsDelivery(as("admin")).release(SiliconManufacturer.part(), manufacturer.operatingSystem())) {
            progress.accept(
                    "released OS %s for %s".formatted(SiliconManufacturer.OS_VERSION, SiliconManufacturer.part()));
        }
    }

    private void devices() {
        int kettles = 2 * DemoRollouts.DEVICES;
        int count = installation.settings().number("demo.devices") + kettles;
        Scenario scenario = Scenario.named("demo");
        JsonNode trust = as("admin").get("trust");
        SiliconManufacturer.Endorsed batch = manufacturer.batch(BATCH, CONTOSO, count, scenario, trust, _ -> {});
        new Delivery(as("admin"), CONTOSO).endorse(batch);
        // The device with the altered kernel is a toaster.
        FleetPlan plan = FleetPlan.of(scenario, scenario.seed(), count);
        List<DeviceId> healthy = IntStream.range(0, count)
                .filter(index -> plan.device(index).factoryFault().isEmpty())
                .limit(kettles)
                .mapToObj(batch.devices()::get)
                .toList();
        List<DeviceId> toasters = batch.devices().stream()
                .filter(device -> !healthy.contains(device))
                .toList();
        Delivery delivery = new Delivery(as("carmen"), CONTOSO);
        delivery.claim("Toaster", PRODUCTION, toasters);
        delivery.claim(DemoRollouts.PRODUCT, DemoRollouts.COMPLETES, healthy.subList(0, DemoRollouts.DEVICES));
        delivery.claim(DemoRollouts.PRODUCT, DemoRollouts.HALTS, healthy.subList(DemoRollouts.DEVICES, kettles));
        progress.accept("created %d chips and claimed them into Toaster and Kettle".formatted(count));
    }

    private void firstDeployment() {
        String deployments = products(CONTOSO) + "/Toaster/groups/" + PRODUCTION + "/deployments";
        if (!as("pavel").get(deployments).isEmpty()) {
            return;
        }
        ImagePackage first = manufacturer.application("toaster-app", "1.0.0");
        // The second image is uploaded but not deployed. Deploying it is a step of the README.
        ImagePackage second = manufacturer.application("toaster-app", "1.1.0");
        new Delivery(as("pavel"), CONTOSO).upload(List.of(first, second));
        as("pavel").post(deployments, new NewDeployment(List.of(first.metadata().image())));
        progress.accept("deployed toaster-app 1.0.0 to Toaster / " + PRODUCTION);
    }

    private static String products(String catalog) {
        return "catalogs/" + catalog + "/products";
    }
}
