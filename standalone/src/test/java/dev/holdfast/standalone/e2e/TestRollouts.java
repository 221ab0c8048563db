package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.standalone.demo.OperatorClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new catalog with the product Toaster, and rollouts to its group Production. */
final class TestRollouts {
    static final String GROUP = "Production";

    private static final String PRODUCT = "/products/Toaster";

    private final Stack stack;
    private final OperatorClient owner;
    private final String name;
    private final String catalog;

    TestRollouts(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.name = "rollouts-" + System.nanoTime();
        this.catalog = "catalogs/" + name;
        owner.post("catalogs", new NewCatalog(name, "Rollouts"));
        owner.post(catalog + "/products", new NewProduct("Toaster", ""));
    }

    /** Returns the name of the catalog. */
    String name() {
        return name;
    }

    ImageId upload(ImagePackage image) {
        owner.post(catalog + "/images", "application/octet-stream", image.bytes());
        return image.metadata().image();
    }

    /** Deploys an image at once. Returns the version of the manifest set. */
    long deploy(String group, ImageId image) {
        return owner.post(
                        catalog + PRODUCT + "/groups/" + OperatorClient.segment(group) + "/deployments",
                        new NewDeployment(List.of(image)))
                .get("manifestVersion")
                .asLong();
    }

    /** Starts a rollout. Returns its GUID. */
    String start(ImageId image, List<NewPhase> phases, HaltRuleView... rules) {
        String id = owner.post(
                        catalog + PRODUCT + "/groups/" + GROUP + "/rollouts",
                        new NewRollout(List.of(image), phases, List.of(rules), null, null, null, null, null, null))
                .get("id")
                .asText();
        owner.post(catalog + "/rollouts/" + id + "/start", Map.of());
        return id;
    }

    /** Returns a phase of named devices. */
    static NewPhase of(List<DeviceId> devices) {
        return new NewPhase(null, null, null, devices, null, null, null);
    }

    JsonNode read(String rollout) {
        return owner.get(catalog + "/rollouts/" + rollout);
    }

    /** Waits until a rollout has a state. Returns the rollout. If it does not get there, the failure describes the rollout. */
    JsonNode await(String rollout, String state) {
        return await(rollout, state, () -> {});
    }

    /** Waits as {@link #await(String, String)}, and runs an action before each read. */
    JsonNode await(String rollout, String state, Runnable action) {
        try {
            return stack.await("the rollout is " + state, () -> {
                action.run();
                return Optional.of(read(rollout))
                        .filter(found -> found.get("state").asText().equals(state));
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ". " + describe(rollout), e);
        }
    }

    private String describe(String rollout) {
        JsonNode found = read(rollout);
        return "It is %s, question %s, halt %s, counts %s, failures %s"
                .formatted(
                        found.get("state"),
                        found.get("question"),
                        found.get("halt"),
                        found.get("counts"),
                        get("rollouts/" + rollout + "/failures?limit=100"));
    }

    /** Waits until a rollout completed. All devices of the group, {@code number}, must have attested. */
    void awaitCompleted(String rollout, long number) {
        JsonNode counts = await(rollout, "COMPLETED").get("counts");
        assertThat(counts.get("targeted").asLong()).isEqualTo(number);
        assertThat(counts.get("attested").asLong()).isEqualTo(number);
    }

    /** Waits until a device has an update state. Returns its update. */
    JsonNode awaitUpdate(DeviceId device, String state) {
        return stack.await(
                "the update of the device is " + state,
                () -> Optional.of(
                                owner.get(catalog + "/devices/" + device.text()).get("update"))
                        .filter(update -> update.get("state").asText().equals(state)));
    }

    /** Waits until the group of a device has a manifest set for it. */
    void awaitTarget(DeviceId device) {
        stack.await(
                "the device has a target",
                () -> Optional.of(get("devices/" + device.text()).get("update").get("target"))
                        .filter(target -> target.asLong() > 0));
    }

    /** Returns what an operator can read below the path of the catalog. */
    JsonNode get(String path) {
        return owner.get(catalog + "/" + path);
    }

    JsonNode post(String path, Object record) {
        return owner.post(catalog + "/" + path, record);
    }

    /** Waits until a device runs a manifest set and is trusted. */
    void awaitTrusted(Agent device, long set) {
        stack.await(
                "the device runs set " + set + " and is trusted",
                () -> Optional.of(device.status())
                        .filter(status -> status.manifestVersion() == set && status.state() == DeviceState.TRUSTED));
    }

    /** Waits until a device has polled {@code more} times from now on. */
    void awaitPolls(Agent device, int more) {
        long before = device.status().polls();
        stack.await(
                "the device polls", () -> Optional.of(device.status().polls()).filter(polls -> polls >= before + more));
    }

    /** Waits until the gateway offers a device the set of a rollout, or the set of its group. */
    void awaitOffer(DeviceClient client, boolean ofRollout) {
        stack.await("the gateway offers the set", () -> {
            try {
                return TestChips.await(client.poll(InstalledSet.NONE))
                        .map(OfferedSet::members)
                        .filter(list -> list.length() > 0 == ofRollout);
            } catch (GatewayException e) {
                throw new AssertionError(e);
            }
        });
    }

    static void switchOff(Agent device) {
        device.powerOff().toCompletionStage().toCompletableFuture().join();
    }
}
