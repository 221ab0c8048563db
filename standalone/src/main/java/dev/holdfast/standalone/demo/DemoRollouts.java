package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import java.util.List;
import java.util.Map;

/**
 * Starts the two rollouts of the demo: one completes, and the other one halts, because its image does not boot in the scenario {@code demo}.
 * Waits for neither.
 */
final class DemoRollouts {
    /** Product with the rollouts. */
    static final String PRODUCT = "Kettle";

    /** Group whose rollout completes. */
    static final String COMPLETES = "Production";

    /** Group whose rollout halts. */
    static final String HALTS = "Field Test";

    /** Number of devices in each of the groups. */
    static final int DEVICES = 5;

    private static final String APPLICATION = "kettle-app";
    private static final int CANARIES = 20;
    private static final int MOST_FAILED = 10;

    private final OperatorClient publisher;
    private final SiliconManufacturer manufacturer;
    private final String catalog;

    /**
     * @param publisher client of a person who may publish in the catalog
     * @param manufacturer source of the images
     * @param catalog name of the catalog, which has the product
     */
    DemoRollouts(OperatorClient publisher, SiliconManufacturer manufacturer, String catalog) {
        this.publisher = publisher;
        this.manufacturer = manufacturer;
        this.catalog = catalog;
    }

    /** Uploads the images and starts the rollouts that do not exist. */
    void ensure() {
        ImagePackage good = manufacturer.application(APPLICATION, "1.0.0");
        ImagePackage bad = manufacturer.application(APPLICATION, "1.1.0");
        new Delivery(publisher, catalog).upload(List.of(good, bad));
        start(COMPLETES, good.metadata().image());
        String deployments = group(HALTS) + "/deployments";
        if (publisher.get(deployments).isEmpty()) {
            publisher.post(
                    deployments, new NewDeployment(List.of(good.metadata().image())));
        }
        start(HALTS, bad.metadata().image());
    }

    private void start(String group, ImageId image) {
        String rollouts = group(group) + "/rollouts";
        JsonNode made = publisher.get(rollouts);
        JsonNode rollout = made.isEmpty()
                ? publisher.post(
                        rollouts,
                        new NewRollout(
                                List.of(image),
                                List.of(NewPhase.ofPercent(CANARIES), NewPhase.ofPercent(NewPhase.ALL)),
                                List.of(new HaltRuleView(HaltCause.INSTALL_FAILED, MOST_FAILED, 1)),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null))
                : made.get(0);
        if (rollout.get("state").asText().equals("DRAFT")) {
            publisher.post(
                    "catalogs/" + catalog + "/rollouts/" + rollout.get("id").asText() + "/start", Map.of());
        }
    }

    private String group(String name) {
        return "catalogs/" + catalog + "/products/" + PRODUCT + "/groups/" + OperatorClient.segment(name);
    }
}
