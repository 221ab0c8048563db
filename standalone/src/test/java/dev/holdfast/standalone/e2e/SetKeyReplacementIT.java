package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.InstallScope;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.OsDelivery;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Replaces the key that signs manifest sets, for a part that no other test uses. Runs after all other tests with devices, because devices
 * with the old keystore get no updates afterwards.
 */
@EndToEnd
@Order(Integer.MAX_VALUE - 1)
@ResourceLock(EndToEnd.PROCESSES)
@DisabledIfEnvironmentVariable(
        named = "HOLDFAST_E2E_HOME",
        matches = ".+",
        disabledReason = "Devices of a running demo would get no updates afterwards.")
class SetKeyReplacementIT {
    private static final String GROUP = "Production";

    private final Stack stack;
    private final OperatorClient owner;
    private final Path directory;
    private final String name = "set-key-" + System.nanoTime();
    private final String catalog = "catalogs/" + name;

    SetKeyReplacementIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.directory = stack.installation().home().simulation();
    }

    @Test
    void devices_keep_their_application_while_a_compromised_set_key_is_replaced_also_one_that_was_off()
            throws Exception {
        owner.post("catalogs", new NewCatalog(name, "Set key"));
        owner.post(catalog + "/products", new NewProduct("Toaster", ""));
        String profile = Profiles.text("imx8")
                .replace("sku: IMX8-CLASS", "sku: SET-KEY-TEST")
                .replace("name: imx8-", "name: set-key-");
        ChipProfile part = Profiles.parse(profile);
        Factory factory = Factory.open(directory.resolve("factory"), SiliconManufacturer.NAME);
        OsDelivery feeds = new OsDelivery(owner);
        assertThat(feeds.release(part.sku(), factory.osRelease("27.01", part, ImageSizes.SCALED_DOWN)))
                .isTrue();
        try (TestChips chips = new TestChips(stack, name, GROUP)) {
            Path folder = chips.ofPart(profile, "27.01");
            Chip chip = chips.boot(folder);
            Chip late = chips.boot(chips.ofPart(profile, "27.01"));
            Agent device = chip.software(new SoftwareBehavior());
            Agent straggler = late.software(new SoftwareBehavior());
            ImagePackage application = chips.application("1.0.0");
            long first = deploy(application);
            chips.switchOn(device);
            chips.switchOn(straggler);
            awaitTrusted(device, first);
            awaitTrusted(straggler, first);
            stack.await(
                    "the device confirms the update",
                    () -> Optional.of(straggler.status().updatesInstalled()).filter(updates -> updates == 1));
            TestRollouts.switchOff(straggler);

            JsonNode trust = owner.post("trust/set-key-replacement", Map.of());
            VaultKey compromised = vaultKey(trust.get("setKeys").get(0));
            VaultKey next = vaultKey(trust.get("setKeys").get(1));
            assertThat(feeds.release(
                            part.sku(),
                            factory.rotation("27.02", part, ImageSizes.SCALED_DOWN, InstallationKeys.of(trust))))
                    .isTrue();
            awaitKeystore(chip);
            assertThat(withOldKeystore()).containsExactly(late.id().text());
            straggler.powerOn();
            awaitKeystore(late);
            assertThat(straggler.status().keystoreUpdates()).isEqualTo(1);
            assertThat(withOldKeystore()).isEmpty();
            owner.post("trust/set-key-replacement/finish?leaveBehind=100000", Map.of());
            long second = deploy(chips.application("2.0.0"));
            awaitTrusted(device, second);
            awaitTrusted(straggler, second);
            TestRollouts.switchOff(device);

            Mt3620 board = Mt3620.open(folder);
            BootOutcome.Booted booted = (BootOutcome.Booted) board.boot();
            board.confirm();
            Updater updater = board.updater(booted.trust(), InstantSource.system());
            assertThat(booted.omitted()).isEmpty();
            assertThat(board.pluton().measurements())
                    .anyMatch(it -> it.component().equals(application.metadata().component()));
            Audience audience = audience(part);
            Optional<InstallScope> scope =
                    Optional.of(new InstallScope(audience, new Member(0, 0), 0, Instant.now(), Instant.now()));
            long version = board.manifestVersion() + 1;
            assertThatThrownBy(() -> updater.plan(signed(audience, version, compromised), scope))
                    .isInstanceOfSatisfying(
                            UpdateRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.MANIFEST_NOT_TRUSTED));
            assertThat(updater.plan(signed(audience, version, next), scope)).isPresent();
        }
    }

    /** Uploads an application, deploys it and returns the version of the manifest set. */
    private long deploy(ImagePackage application) {
        owner.post(catalog + "/images", "application/octet-stream", application.bytes());
        return owner.post(
                        catalog + "/products/Toaster/groups/" + GROUP + "/deployments",
                        new NewDeployment(List.of(application.metadata().image())))
                .get("manifestVersion")
                .asLong();
    }

    private void awaitTrusted(Agent device, long set) {
        stack.await(
                "the device is trusted with set " + set,
                () -> device.status().manifestVersion() == set
                                && device.status().state() == DeviceState.TRUSTED
                        ? Optional.of(true)
                        : Optional.empty());
    }

    /** Waits until a device is trusted with the release that has the new key, and with its application. */
    private void awaitKeystore(Chip chip) {
        stack.await(
                "the device runs the new operating system with its application",
                () -> devices("")
                        .filter(row -> row.get("id").asText().equals(chip.id().text())
                                && row.get("osVersion").asText().equals("27.02")
                                && row.get("trust").asText().equals("TRUSTED")
                                && row.path("update").path("state").asText().equals("ATTESTED"))
                        .findFirst());
    }

    /** Returns the IDs of the devices that the filter of the documentation finds. */
    private List<String> withOldKeystore() {
        return devices("?filter=os:%3C27.02").map(row -> row.get("id").asText()).toList();
    }

    private Stream<JsonNode> devices(String query) {
        return owner.get(catalog + "/devices" + query).get("items").valueStream();
    }

    private Audience audience(ChipProfile part) {
        JsonNode groups = owner.get(catalog + "/products/Toaster/groups");
        UUID group = groups.valueStream()
                .filter(it -> it.get("name").asText().equals(GROUP))
                .map(it -> UUID.fromString(it.get("id").asText()))
                .findFirst()
                .orElseThrow();
        return new Audience(UUID.fromString(owner.get(catalog).get("id").asText()), group, part.sku());
    }

    /** Signs a manifest set without images, which would remove the device's application. */
    private static Blob signed(Audience audience, long version, VaultKey key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ManifestSet set = new ManifestSet(audience, version, now, now.plusSeconds(600), List.of(), List.of());
        return Blob.of(ManifestSetFormat.sign(set, key.publicKey(), key::sign));
    }

    private VaultKey vaultKey(JsonNode hex) throws IOException, GeneralSecurityException {
        return VaultKey.of(stack, P256PublicKey.parse(hex.asText()));
    }
}
