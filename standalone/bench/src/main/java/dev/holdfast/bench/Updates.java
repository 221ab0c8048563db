package dev.holdfast.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.OperatorClient;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Deployments and rollouts to the group Production of a product.
 *
 * @param operator client of a person with the needed role
 * @param catalog name of the catalog
 * @param product name of the product
 */
record Updates(OperatorClient operator, String catalog, String product) {
    private static final long BETWEEN_LOOKS_MS = 1_000;
    private static final int MOST_LOOKS = 60;
    private static final Reason OVER = new Reason("The benchmark is over");

    /** Uploads an image, unless the catalog has it. */
    ImageId upload(ImagePackage image) {
        new Delivery(operator, catalog).upload(List.of(image));
        return image.metadata().image();
    }

    /** Deploys an image at once, unless the group has a deployment. Returns the version of the group's manifest set. */
    long deploy(ImageId image) {
        String deployments = group() + "/deployments";
        JsonNode made = operator.get(deployments);
        JsonNode deployment =
                made.isEmpty() ? operator.post(deployments, new NewDeployment(List.of(image))) : made.get(0);
        return deployment.get("manifestVersion").asLong();
    }

    /** Creates and starts a rollout, and waits until its first phase is open. Returns the path of the rollout. */
    String open(ImageId image, NewPhase first) {
        String rollout = "catalogs/" + catalog + "/rollouts/"
                + operator.post(
                                group() + "/rollouts",
                                new NewRollout(
                                        List.of(image), List.of(first), null, null, null, null, null, null, null))
                        .get("id")
                        .asText();
        operator.post(rollout + "/start", Map.of());
        await(
                "the first phase of the rollout is open",
                () -> operator.get(rollout).get("phase").asInt() > 0);
        return rollout;
    }

    /** Ends a rollout. */
    void abort(String rollout) {
        operator.post(rollout + "/abort", OVER);
    }

    private String group() {
        return "catalogs/" + catalog + "/products/" + product + "/groups/Production";
    }

    /** Waits for a change, for at most a minute. */
    static void await(String what, BooleanSupplier condition) {
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            if (looks == MOST_LOOKS) {
                throw new CannotContinue("Not within a minute: %s.".formatted(what));
            }
            try {
                Thread.sleep(BETWEEN_LOOKS_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotContinue("Interrupted.", e);
            }
        }
    }
}
