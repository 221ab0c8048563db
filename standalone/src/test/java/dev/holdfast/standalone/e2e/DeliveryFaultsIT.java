package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.DeviceClock;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Wrong clocks, expired sets, corrupt images and replaced keys in the middle of a rollout. Devices keep their software until they can install
 * correct images in time, and the rollout completes.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class DeliveryFaultsIT {
    private static final List<NewPhase> AT_ONCE = List.of(NewPhase.ofPercent(NewPhase.ALL));

    /** Halts at the first failed device. */
    private static final HaltRuleView NO_FAILURE = new HaltRuleView(HaltCause.INSTALL_FAILED, 0, 1);

    private static final int BYTES_OF_THREE_CHUNKS = 600_000;

    private static final Map<String, String> WHY = Map.of("reason", "A try");

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    DeliveryFaultsIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void a_device_whose_clock_jumps_installs_only_when_its_window_opens() {
        Chip chip = make();
        DeviceClock clock = new DeviceClock(Clock.systemUTC(), Duration.ZERO);
        Agent device = chips.switchOn(chip.software(clock, DayTime.REAL));
        long first = installed(device);
        ZonedDateTime window = allowOnlyInDays(3);
        String rollout = rollouts.start(image("2.0.0"), AT_ONCE, NO_FAILURE);
        rollouts.awaitUpdate(chip.id(), "WAITING_FOR_WINDOW");

        Duration untilWindow = Duration.between(Instant.now(), window);
        for (Duration error : List.of(untilWindow, Duration.ofDays(-3_650), untilWindow)) {
            clock.skew(error);
            rollouts.awaitPolls(device, 3);
            TestRollouts.switchOff(device);
            device.powerOn();
            rollouts.awaitTrusted(device, first);
            rollouts.awaitPolls(device, 3);
        }
        assertThat(device.status().manifestVersion()).isEqualTo(first);
        rollouts.awaitUpdate(chip.id(), "WAITING_FOR_WINDOW");

        policy(2, "");
        rollouts.awaitCompleted(rollout, 1);
    }

    @Test
    void a_device_that_slept_for_longer_than_its_staged_set_lives_asks_again() {
        Chip chip = make();
        AtomicReference<Duration> slept = new AtomicReference<>(Duration.ZERO);
        DeviceClock clock = new DeviceClock(() -> Instant.now().plus(slept.get()), Duration.ZERO);
        // A device decides about a staged update each second when five minutes take a second.
        Agent device = chips.switchOn(chip.software(clock, new DayTime(Instant.now(), 300)));
        long first = installed(device);
        allowOnlyInDays(3);
        String rollout = rollouts.start(image("2.0.0"), AT_ONCE, NO_FAILURE);
        rollouts.awaitUpdate(chip.id(), "WAITING_FOR_WINDOW");
        long attestations = device.status().attestations();

        slept.set(Duration.ofHours(25));

        stack.await(
                "the device attests again",
                () -> Optional.of(device.status().attestations()).filter(now -> now > attestations));
        rollouts.awaitPolls(device, 3);
        assertThat(device.status().manifestVersion()).isEqualTo(first);
        policy(2, "");
        rollouts.awaitCompleted(rollout, 1);
    }

    @Test
    void a_device_refuses_an_expired_set_until_it_is_renewed() throws Exception {
        Chip chip = make();
        String rollout = rollouts.start(image("1.0.0"), AT_ONCE, NO_FAILURE);
        stack.await(
                "the rollout opened the device",
                () -> Optional.of(rollouts.read(rollout).at("/counts/targeted").asInt())
                        .filter(targeted -> targeted == 1));
        UUID id = UUID.fromString(rollout);
        Agent device;

        // While somebody else has the group locked, nobody signs its sets again.
        try (var _ = Database.lock(
                stack,
                "select from device_group where group_id = (select group_id from rollout where rollout_id = ?) for no key update",
                id)) {
            ManifestSet expired = expireSetOf(id);
            device = chips.switchOn(chip.software(new SoftwareBehavior()));
            stack.await(
                    "the device refuses the set",
                    () -> device.status().lastError().filter(error -> error.contains("expired at")));
            rollouts.awaitPolls(device, 2);
            assertThat(device.status().manifestVersion()).isLessThan(expired.version());
            rollouts.awaitUpdate(chip.id(), "OFFERED");
        }

        rollouts.awaitCompleted(rollout, 1);
    }

    @Test
    void an_image_with_a_corrupt_chunk_is_installed_after_its_repair() throws IOException {
        try (ServiceCopies copies = new ServiceCopies(stack)) {
            Map<String, String> ports = new HashMap<>(Ports.free());
            // A gateway that does not keep chunks for minutes.
            copies.start("device-gateway", "delivery-faults-gateway.log", ports, Map.of("HOLDFAST_UPDATE_TTL", "1s"));
            copies.awaitReady("http://localhost:" + ports.get(Port.GATEWAY_MANAGEMENT.variable()));
            Chip chip = make();
            Agent device = chips.switchOn(chip.software(
                    new SoftwareBehavior(),
                    URI.create("https://localhost:" + ports.get(Port.GATEWAY.variable())),
                    DayTime.REAL));
            long first = installed(device);
            ImageId image = rollouts.upload(chips.application("2.0.0", BYTES_OF_THREE_CHUNKS));
            flipBit(image);

            String rollout = rollouts.start(image, AT_ONCE, NO_FAILURE);

            JsonNode halt = rollouts.await(rollout, "HALTED").get("halt");
            assertThat(halt.at("/rule/cause").asText()).isEqualTo("INSTALL_FAILED");
            JsonNode code = rollouts.awaitUpdate(chip.id(), "FAILED").get("code");
            assertThat(code.asText()).isEqualTo("image-not-trusted");
            rollouts.awaitTrusted(device, first);
            assertThat(device.status().boots()).as("after the first update").isEqualTo(2);

            awaitChunksExpired(device);
            flipBit(image);
            rollouts.post("rollouts/" + rollout + "/retry-failed", WHY);
            rollouts.post("rollouts/" + rollout + "/resume", WHY);
            rollouts.awaitCompleted(rollout, 1);
            assertThat(device.status().returns()).isZero();
        }
    }

    @Test
    void a_device_that_did_not_take_the_new_image_key_is_served_with_the_old_one() {
        Chip early = make();
        Chip late = make();
        Agent device = chips.switchOn(early.software(new SoftwareBehavior()));
        long first = installed(device);
        String old = rollouts.get("image-keys").get(0).get("id").asText();
        rollouts.post("image-keys", Map.of());
        String rollout = rollouts.start(
                image("2.0.0"),
                List.of(new NewPhase(null, null, null, List.of(early.id()), null, null, true)),
                NO_FAILURE);
        rollouts.await(rollout, "WAITING_FOR_PERSON");

        Agent straggler = chips.switchOn(late.software(new SoftwareBehavior()));

        rollouts.awaitTrusted(straggler, first);
        JsonNode keys = rollouts.get("image-keys");
        assertThat(keys).extracting(key -> key.get("devices").asInt()).containsExactly(1, 1);
        assertThat(rollouts.get("devices?filter=image-key:" + old).get("items"))
                .extracting(found -> found.get("id").asText())
                .containsExactly(late.id().text());

        rollouts.post("rollouts/" + rollout + "/proceed", WHY);
        rollouts.awaitCompleted(rollout, 2);
        assertThat(rollouts.get("devices?filter=image-key:" + old).get("items")).isEmpty();
    }

    /** Makes a device whose group has a set for it, so that the rollout keeps the version of its sets. */
    private Chip make() {
        Chip chip = chips.make(1, "smoke").getFirst();
        rollouts.awaitTarget(chip.id());
        return chip;
    }

    /** Deploys version 1.0.0 of the application and waits until a device runs it. Returns the version of the set. */
    private long installed(Agent device) {
        long version = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        rollouts.awaitTrusted(device, version);
        return version;
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }

    /** Lets devices install on one day of the week only. Returns a time in the next window. */
    private ZonedDateTime allowOnlyInDays(int days) {
        ZonedDateTime noon = ZonedDateTime.now(ZoneOffset.UTC)
                .plusDays(days)
                .truncatedTo(ChronoUnit.DAYS)
                .withHour(12);
        policy(
                1,
                "schedule: {windows: [\"%s 11:00-13:00\"]}"
                        .formatted(noon.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)));
        return noon;
    }

    /** Activates a version of the catalog's update policy. */
    private void policy(int version, String schedule) {
        rollouts.post(
                "policies/update-catalog/versions",
                Map.of(
                        "policy",
                        "title: Test\ndescription: For tests.\n" + schedule + "\nrules: []\n",
                        "comment",
                        "A try"));
        rollouts.post("policies/update-catalog/activations", Map.of("version", version, "comment", "A try"));
    }

    /** Changes one bit of the second chunk of an image. */
    private void flipBit(ImageId image) {
        String sql = "update image_chunk set bytes = set_bit(bytes, 8000, 1 - get_bit(bytes, 8000)) where position = 1"
                + " and (catalog_id, image_id) = (select catalog_id, ? from catalog where name = ?)";
        UUID id = UUID.fromString(image.text());
        assertThat(Database.update(stack, sql, id, rollouts.name())).isEqualTo(1);
    }

    /** Waits until a device has polled for two seconds without a failure. Its gateway then has no chunk of the halted rollout. */
    private void awaitChunksExpired(Agent device) {
        stack.await("the device polls without a failure", () -> {
            long failures = device.status().failures();
            rollouts.awaitPolls(device, 12);
            return Optional.of(device.status()).filter(status -> status.failures() == failures);
        });
    }

    /** Replaces the set of a rollout by one that expired an hour ago, with the same contents and a valid signature. */
    private ManifestSet expireSetOf(UUID rollout) throws Exception {
        JsonNode setKeys = stack.as("admin").get("trust").get("setKeys");
        VaultKey key = VaultKey.of(
                stack, P256PublicKey.parse(setKeys.get(setKeys.size() - 1).asText()));
        ManifestSet set = ManifestSetFormat.verify(
                Database.one(stack, byte[].class, "select signed from manifest_set where rollout_id = ?", rollout),
                key.publicKey());
        Instant expiry = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
        ManifestSet expired = new ManifestSet(
                set.audience(),
                set.version(),
                expiry.minus(1, ChronoUnit.DAYS),
                expiry,
                set.images(),
                set.imageKeys(),
                set.rollout(),
                set.rules());
        Database.update(
                stack,
                "update manifest_set set signed = ?, expires_at = ?, earlier_digests = '{}' where rollout_id = ?",
                ManifestSetFormat.sign(expired, key.publicKey(), key::sign),
                expiry.atOffset(ZoneOffset.UTC),
                rollout);
        return expired;
    }
}
