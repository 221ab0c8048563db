package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Devices connect to a gateway that has all keys of the installation's gateway, and everything that other devices got from Holdfast. They
 * install nothing but their own software. What such a gateway can get from the backend is in the backend's {@code StolenGatewayTest}.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class StolenGatewayIT {
    private static final String GROUP = "Production";
    private static final String OTHER_GROUP = "Field Test";
    private static final UUID ROLLOUT = new UUID(7, 7);

    private final Stack stack;
    private final OperatorClient owner;
    private final String name = "stolen-gateway-" + System.nanoTime();
    private final TestChips chips;
    private final SoftwareBehavior behavior = new SoftwareBehavior();
    private ThiefsGateway thief;
    private Chip chip;
    private Agent device;

    StolenGatewayIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.chips = new TestChips(stack, name, GROUP);
    }

    @BeforeEach
    void a_device_at_the_gateway_of_a_thief() {
        createCatalog(name);
        thief = new ThiefsGateway(stack.installation());
        chip = chips.make(1, "smoke").getFirst();
        device = chip.software(behavior, thief.uri(), DayTime.REAL);
    }

    @AfterEach
    void close() {
        device.powerOff().toCompletionStage().toCompletableFuture().join();
        thief.close();
        chips.close();
    }

    @Test
    void software_of_others_and_older_software_is_not_installed() throws Exception {
        Chip ofAnotherPart = chips.boot(chips.ofPart(
                Profiles.text("imx8").replace("sku: IMX8-CLASS", "sku: STOLEN-GATEWAY-TEST"),
                SiliconManufacturer.OS_VERSION));
        Blob older = deployed(name, GROUP, "1.0.0");
        Blob own = deployed(name, GROUP, "2.0.0");
        String tenant = name + "-other";
        createCatalog(tenant);
        Map<String, Blob> hostile = new LinkedHashMap<>();
        hostile.put("of another part", setForRepair(ofAnotherPart));
        hostile.put("of another group", deployed(name, OTHER_GROUP, "3.0.0"));
        hostile.put("of another catalog", deployed(tenant, GROUP, "4.0.0"));
        device.powerOn();
        awaitPolls(1);

        for (Map.Entry<String, Blob> set : hostile.entrySet()) {
            thief.offer(set.getValue());
            awaitPolls(2);
            assertThat(device.status().manifestVersion())
                    .as("manifest set " + set.getKey())
                    .isZero();
        }
        thief.offer(own);
        long installed = awaitInstalled(1);
        thief.offer(older);
        awaitPolls(2);

        assertThat(device.status().manifestVersion()).isEqualTo(installed);
        assertThat(thief.reports()).noneMatch(report -> report.contains("UPDATE_FAILED"));
    }

    @Test
    void a_set_with_the_signature_of_an_image_is_not_installed() throws Exception {
        Blob own = deployed(name, GROUP, "1.0.0");
        ForgedSets forged = new ForgedSets(stack, own);
        Map<String, Blob> hostile = new LinkedHashMap<>();
        hostile.put("signed as an image", forged.signedAsImage(true));
        hostile.put("signed as an image, in the name of the set key", forged.signedAsImage(false));
        thief.offer(own);
        device.powerOn();
        long installed = awaitInstalled(1);

        for (Map.Entry<String, Blob> set : hostile.entrySet()) {
            awaitRefusal(set.getKey(), OfferedSet.of(set.getValue()), installed);
        }
        thief.offer(forged.correct());
        // The set before may still answer the first poll. The third one begins after the device has recorded the new
        // set.
        awaitPolls(3);
        device.powerOff().toCompletionStage().toCompletableFuture().join();
        assertThat(chip.manifestVersion()).as("the set that is only newer").isEqualTo(installed + 1);

        byte[] image = chips.application("2.0.0").bytes();
        byte[] start = "\u0085iSignature".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, image, 0, start.length);
        assertThatThrownBy(() -> owner.post("catalogs/" + name + "/images", "application/octet-stream", image))
                .as("an image that begins with the signed bytes of a set")
                .hasMessageContaining("Sig_structure");
    }

    @Test
    void a_set_of_a_rollout_is_installed_only_by_the_devices_that_it_names() throws Exception {
        Blob own = deployed(name, GROUP, "1.0.0");
        ForgedSets forged = new ForgedSets(stack, own);
        long hash = Member.of(forged.audience().catalog(), chip.id()).hash();
        MemberList list = MemberList.of(Set.of(hash, hash + 1), Set.of());
        MemberList others = MemberList.of(Set.of(hash + 1), Set.of());
        MemberList excluding = MemberList.of(Set.of(), Set.of(hash));
        RolloutAudience opened = RolloutAudience.of(ROLLOUT, 0, 0, list);
        RolloutAudience forOthers = RolloutAudience.of(ROLLOUT, 0, 0, others);
        RolloutAudience excluded = RolloutAudience.of(ROLLOUT, 0, Member.BUCKETS, excluding);
        Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        Map<String, OfferedSet> hostile = new LinkedHashMap<>();
        hostile.put("of a phase with other devices", offer(forged.ofRollout(forOthers), others));
        hostile.put("with another list", offer(forged.ofRollout(forOthers), list));
        hostile.put("without its list", OfferedSet.of(forged.ofRollout(opened)));
        hostile.put("of a rollout that excludes the device", offer(forged.ofRollout(excluded), excluding));
        hostile.put("of a rollout that was halted a day ago", offer(forged.ofRollout(opened, past), list));
        thief.offer(own);
        device.powerOn();
        long installed = awaitInstalled(1);

        for (Map.Entry<String, OfferedSet> set : hostile.entrySet()) {
            awaitRefusal(set.getKey(), set.getValue(), installed);
        }
        thief.offer(offer(forged.ofRollout(opened), list));
        awaitPolls(2);
        device.powerOff().toCompletionStage().toCompletableFuture().join();
        assertThat(chip.manifestVersion()).as("the set that names the device").isEqualTo(installed + 1);
    }

    @Test
    void an_old_wider_set_of_a_rollout_is_not_installed_after_the_devices_were_led_back() throws Exception {
        Blob own = deployed(name, GROUP, "1.0.0");
        RolloutAudience everybody = RolloutAudience.of(ROLLOUT, 0, Member.BUCKETS, MemberList.EMPTY);
        Blob wider = new ForgedSets(stack, own).ofRollout(everybody);
        thief.offer(own);
        device.powerOn();
        long installed = awaitInstalled(1);
        device.powerOff().toCompletionStage().toCompletableFuture().join();
        // A roll back signs the earlier images under a version above the rollout's. So do two deployments.
        deployed(name, GROUP, "1.0.1");
        deployed(name, GROUP, "1.0.2");
        device.powerOn();
        awaitPolls(1);

        awaitRefusal("of before", OfferedSet.of(wider), installed);
        assertThat(thief.reports()).noneMatch(report -> report.contains("UPDATE_FAILED"));
    }

    @Test
    void altered_images_delay_an_update_and_prevent_nothing_later() throws Exception {
        Blob own = deployed(name, GROUP, "1.0.0");
        for (ManifestSet.Entry image : new ForgedSets(stack, own).entries()) {
            thief.addImage(image.image().text(), Blob.of(new byte[(int) image.length()]));
        }
        thief.offer(own);
        device.powerOn();
        awaitPolls(3);
        assertThat(device.status().manifestVersion()).isZero();

        device.powerOff().toCompletionStage().toCompletableFuture().join();
        device = chip.software(behavior, chips.gatewayAddress(), DayTime.REAL);
        device.powerOn();
        awaitInstalled(1);
    }

    @Test
    void withheld_updates_are_an_anomaly_after_a_day() throws Exception {
        deployed(name, GROUP, "1.0.0");
        device.powerOn();
        awaitState(DeviceState.TRUSTED);
        awaitPolls(2);
        assertThat(device.status().manifestVersion()).isZero();
        assertThat(owner.get("catalogs/" + name + "/anomalies")).isEmpty();
        device.powerOff().toCompletionStage().toCompletableFuture().join();

        assertThat(Database.update(
                        stack,
                        "update device set behind_since = behind_since - interval '24 hours'"
                                + " where device_id = ? and behind_since is not null",
                        chip.id().bytes()))
                .isEqualTo(1);
        device.powerOn();

        JsonNode anomaly = stack.await(
                "the missing update is an anomaly",
                () -> owner.get("catalogs/" + name + "/anomalies").valueStream().findFirst());
        assertThat(anomaly.get("kind").asText()).isEqualTo("UPDATE_WITHHELD");
        assertThat(anomaly.get("device").asText()).isEqualTo(chip.id().text());
    }

    @Test
    void an_earlier_result_gives_a_device_neither_trust_nor_certificates() {
        device.powerOn();
        awaitState(DeviceState.TRUSTED);
        Buffer recorded = thief.results().getFirst();
        device.powerOff().toCompletionStage().toCompletableFuture().join();
        thief.answerAttestations(recorded);
        int sent = thief.evidence().size();
        device.powerOn();
        stack.await(
                "the device attests", () -> Optional.of(thief.evidence().size()).filter(count -> count > sent + 1));

        assertThat(device.status().state()).isNotEqualTo(DeviceState.TRUSTED);
        assertThat(device.status().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("the result"));
        thief.answerAttestations(null);
        awaitState(DeviceState.TRUSTED);
    }

    @Test
    void the_challenge_of_a_claim_sent_to_an_unclaimed_device_claims_nothing() throws IOException {
        Chip unclaimed = chips.stranger();
        Nonce claim = Nonce.parse(owner.post(
                        "catalogs/" + name + "/devices/claim-challenge",
                        new ClaimChallengeRequest(List.of(unclaimed.id())))
                .get("challenges")
                .get(0)
                .get("nonce")
                .asText());
        thief.answerChallenges(new Challenge(claim, 60));
        Agent agent = unclaimed.software(new SoftwareBehavior(), thief.uri(), DayTime.REAL);
        agent.powerOn();
        Blob evidence = stack.await(
                "the device attests", () -> thief.evidence().stream().findFirst());
        agent.powerOff().toCompletionStage().toCompletableFuture().join();

        assertThatThrownBy(() -> owner.post(
                        "catalogs/" + name + "/devices/claim",
                        new ClaimRequest("Toaster", GROUP, List.of(unclaimed.id()), List.of(evidence))))
                .hasMessageContaining("signed it to attest");
    }

    private static OfferedSet offer(Blob set, MemberList list) {
        return new OfferedSet(set, Blob.of(list.bytes()));
    }

    /** Offers a set, and waits until the device, which has another version installed, has refused it. */
    private void awaitRefusal(String description, OfferedSet set, long installed) {
        thief.offer(set);
        awaitPolls(2);
        assertThat(device.status().manifestVersion())
                .as("manifest set " + description)
                .isEqualTo(installed);
        // The attestation in between clears the error until the next poll.
        stack.await(
                "the device refuses the set " + description,
                () -> device.status().lastError().filter(error -> error.contains("manifest set")));
    }

    private void createCatalog(String catalog) {
        owner.post("catalogs", new NewCatalog(catalog, "Stolen gateway"));
        owner.post("catalogs/" + catalog + "/products", new NewProduct("Toaster", ""));
    }

    /**
     * Deploys a new application to a group of a catalog.
     *
     * @return the manifest set that a device of the group gets from the real gateway. The thief gets the images, too.
     */
    private Blob deployed(String catalog, String group, String version) throws GatewayException {
        ImagePackage image = chips.application(version);
        ImageId id = image.metadata().image();
        owner.post("catalogs/" + catalog + "/images", "application/octet-stream", image.bytes());
        owner.post(
                "catalogs/" + catalog + "/products/Toaster/groups/" + OperatorClient.segment(group) + "/deployments",
                new NewDeployment(List.of(id)));
        try (TestChips others = new TestChips(stack, catalog, group)) {
            Credentials credentials = others.make(1, "smoke").getFirst().attest();
            DeviceClient client = others.client(credentials.update().orElseThrow());
            thief.addImage(id.text(), stack.await("the group gets the application", () -> image(client, id)));
            Optional<OfferedSet> set = TestChips.await(client.poll(InstalledSet.NONE));
            client.close();
            return set.orElseThrow().signed();
        }
    }

    /** Returns the manifest set that an untrusted device gets from the real gateway. */
    private Blob setForRepair(Chip untrusted) throws GatewayException {
        Credentials credentials = untrusted.attest();
        assertThat(credentials.outcome()).isEqualTo(Outcome.UNTRUSTED);
        DeviceClient client =
                untrusted.hello().withAttestation(credentials.result().nonce());
        try {
            return stack.await("the part has a manifest set", () -> set(client));
        } finally {
            client.close();
        }
    }

    /** Returns the manifest set for a device; empty while the gateway offers none or refuses the device. */
    private static Optional<Blob> set(DeviceClient client) {
        try {
            return TestChips.await(client.poll(InstalledSet.NONE)).map(OfferedSet::signed);
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    /** Returns an image; empty while the gateway does not offer it to the device. */
    private static Optional<Blob> image(DeviceClient client, ImageId id) {
        try {
            return Optional.of(TestChips.await(client.image(id, ImagePackage.MAX_LENGTH)));
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    /** Waits until the device has polled {@code more} times from now on. */
    private void awaitPolls(long more) {
        long before = device.status().polls();
        stack.await(
                "the device polls", () -> Optional.of(device.status().polls()).filter(polls -> polls >= before + more));
    }

    /** Waits until the trusted device has a manifest set of this version or a later one. Returns the version. */
    private long awaitInstalled(long version) {
        return stack.await(
                "the device has its own software",
                () -> Optional.of(device.status())
                        .filter(status -> status.manifestVersion() >= version && status.state() == DeviceState.TRUSTED)
                        .map(status -> status.manifestVersion()));
    }

    private void awaitState(DeviceState expected) {
        stack.await(
                "the device is " + expected,
                () -> Optional.of(device.status().state()).filter(expected::equals));
    }
}
