package dev.holdfast.backend.pki.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replacement of the keys that sign images and manifest sets. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SigningKeysTest {
    private static final Operator OWNER = Operator.installationOwner();
    private static final String FINISH = "trust/set-key-replacement/finish";
    /** Other tests have devices with the old keystore. */
    private static final String ALL = "?leaveBehind=1000000";

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @Inject
    KeyVault vault;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Schedule schedule;

    @Inject
    Vertx vertx;

    /** A renewal of the schedule that began with earlier keys can win against the test's. */
    @BeforeEach
    void pause() {
        schedule.pause();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void each_catalog_signs_images_with_its_own_key() throws FormatException {
        Fleet fleet = Fleet.create();
        Fleet other = Fleet.create();
        ImagePackage built = application("blinky");
        upload(fleet, built);
        upload(other, built);

        ImagePackage.verify(content(fleet, built), PublicKeys.imageKey(fleet.catalog()));
        assertThatThrownBy(() -> ImagePackage.verify(content(other, built), PublicKeys.imageKey(fleet.catalog())))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void a_new_image_key_signs_new_images_and_sets_name_the_keys_of_their_images() throws FormatException {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "MT3620AN", "Production");
        P256PublicKey old = PublicKeys.imageKey(fleet.catalog());
        ImagePackage first = application("first");
        upload(fleet, first);
        deploy(fleet, "Production", first);
        assertThat(set(device).imageKeys()).containsExactly(old);
        long version = set(device).version();
        UUID oldId = imageKeys(fleet).extract().jsonPath().getUUID("items[0].id");

        replaceImageKey(fleet);

        P256PublicKey next = PublicKeys.imageKey(fleet.catalog());
        assertThat(next).isNotEqualTo(old);
        imageKeys(fleet).body("items[0].replacedAt", nullValue()).body("items[1].replacedAt", notNullValue());
        assertThat(vault.key(oldId)).as("the old private key").isEmpty();
        ImagePackage.verify(content(fleet, first), old);
        renew();
        assertThat(set(device).imageKeys()).containsExactly(old);
        assertThat(set(device).version()).isEqualTo(version);
        ImagePackage second = application("second");
        upload(fleet, second);
        ImagePackage.verify(content(fleet, second), next);
        deploy(fleet, "Production", second, first);
        assertThat(set(device).imageKeys()).containsExactlyInAnyOrder(next, old);
        fleet.owner().get(fleet.path("audit")).body("items.action", hasItems("ReplaceImageKey"));
    }

    @Test
    void a_set_of_the_operating_system_names_the_keys_of_images_that_devices_may_keep() throws FormatException {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        DeviceId device = claimed(fleet, os.part(), "Production");
        os.releaseWithKeystore("Retail", 260_900);
        renew();
        P256PublicKey first = PublicKeys.imageKey(fleet.catalog());
        assertThat(set(device).imageKeys()).containsExactly(first);
        upload(fleet, application("blinky"));

        replaceImageKey(fleet);
        P256PublicKey second = PublicKeys.imageKey(fleet.catalog());
        replaceImageKey(fleet);
        renew();

        assertThat(set(device).imageKeys())
                .as("the second key signed no image")
                .containsExactly(PublicKeys.imageKey(fleet.catalog()), first)
                .doesNotContain(second);
    }

    @Test
    void while_the_set_key_is_replaced_both_keys_sign_all_sets() throws FormatException {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "MT3620AN", "Production");
        ImagePackage image = application("blinky");
        upload(fleet, image);
        deploy(fleet, "Production", image);
        P256PublicKey old = PublicKeys.setKey();
        Blob before = signed(device);
        impact().body("inProgress", equalTo(false))
                .body("sets.devices", greaterThanOrEqualTo(1))
                .body("sets.bytes", greaterThanOrEqualTo(before.bytes().length))
                .body("finishRefusal", containsString("Begin one first"));

        OWNER.post("trust/set-key-replacement", Map.of()).statusCode(200);
        OWNER.post("trust/set-key-replacement", Map.of())
                .statusCode(409)
                .body("detail", containsString("Finish it first"));
        List<P256PublicKey> both = PublicKeys.setKeys();
        assertThat(both).hasSize(2).first().isEqualTo(old);
        renew();

        assertThat(signed(device)).isNotEqualTo(before);
        ManifestSet set = ManifestSetFormat.verify(signed(device).bytes(), old);
        assertThat(ManifestSetFormat.verify(signed(device).bytes(), both.getLast()))
                .isEqualTo(set);
        assertThat(set.version())
                .isEqualTo(ManifestSetFormat.verify(before.bytes(), old).version());

        OWNER.post(FINISH + ALL, Map.of()).statusCode(200);
        OWNER.post(FINISH, Map.of()).statusCode(409).body("detail", containsString("Begin one first"));
        assertThat(PublicKeys.setKeys()).containsExactly(both.getLast());
        renew();

        ManifestSetFormat.verify(signed(device).bytes(), both.getLast());
        assertThatThrownBy(() -> ManifestSetFormat.verify(signed(device).bytes(), old))
                .isInstanceOf(FormatException.class);
        OWNER.get("audit").body("items.action", hasItems("BeginSetKeyReplacement", "FinishSetKeyReplacement"));
    }

    @Test
    void finishing_is_refused_while_devices_attest_the_old_keystore() {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        DeviceId device = claimed(fleet, os.part(), "Production");
        DeviceId other = claimed(fleet, TestOs.ofNewPart().part(), "Production");
        OWNER.post("trust/set-key-replacement", Map.of()).statusCode(200);
        gateway.post(
                "contacts",
                new InternalApi.Contacts(Stream.of(device, other)
                        .map(seen -> new InternalApi.Contact(SiliconManufacturer.witness(seen), Instant.now(), 0))
                        .toList()));
        int before = devicesLeftBehind();
        impact().body("inProgress", equalTo(true))
                .body("stragglers", equalTo(before))
                .body("finishRefusal", containsString("leaveBehind=" + before))
                .body("cancelRefusal", nullValue());

        os.releaseWithKeystore("Retail", 260_900, PublicKeys.setKeys().getLast());
        OWNER.post("trust/set-key-replacement/cancel", Map.of())
                .statusCode(409)
                .body("detail", containsString("Finish the replacement"));
        assertThat(devicesLeftBehind()).isEqualTo(before);
        catalogs.update(
                fleet.catalogId(),
                "insert into attested_version values (current_catalog_id(), $1, 260900, '{}', '{}')",
                device);

        assertThat(before).isGreaterThan(1);
        assertThat(devicesLeftBehind()).isEqualTo(before - 1);
        impact().body("stragglers", equalTo(before - 1))
                .body("cancelRefusal", containsString("Finish the replacement"));
        OWNER.post(FINISH + "?leaveBehind=" + (before - 1), Map.of()).statusCode(200);
    }

    @Test
    void a_cancelled_replacement_deletes_the_new_key() {
        P256PublicKey old = PublicKeys.setKey();
        OWNER.post("trust/set-key-replacement", Map.of()).statusCode(200);

        OWNER.post("trust/set-key-replacement/cancel", Map.of()).statusCode(200);

        assertThat(PublicKeys.setKeys()).containsExactly(old);
        OWNER.post("trust/set-key-replacement/cancel", Map.of())
                .statusCode(409)
                .body("detail", containsString("Begin one first"));
        OWNER.get("audit").body("items.action", hasItems("CancelSetKeyReplacement"));
    }

    private static ValidatableResponse impact() {
        return OWNER.post("trust/set-key-replacement-impact", Map.of()).statusCode(200);
    }

    /** Returns the number of devices that are refused when the replacement is finished. */
    private static int devicesLeftBehind() {
        String refusal = OWNER.post(FINISH, Map.of()).statusCode(409).extract().path("detail");
        return Integer.parseInt(refusal.substring(0, refusal.indexOf(' ')));
    }

    private void renew() {
        OnVertx.await(vertx, renewManifests::renew);
    }

    private static ImagePackage application(String name) {
        return Packages.application(Packages.newComponent(), name);
    }

    private static DeviceId claimed(Fleet fleet, String part, String group) {
        List<DeviceId> chips = fleet.endorsedChips(part, 1);
        fleet.claim(group, chips);
        return chips.getFirst();
    }

    private static void upload(Fleet fleet, ImagePackage image) {
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
    }

    private static byte[] content(Fleet fleet, ImagePackage image) {
        return fleet.owner()
                .get(fleet.path("images/" + image.metadata().image() + "/content"))
                .extract()
                .asByteArray();
    }

    private static void deploy(Fleet fleet, String group, ImagePackage... images) {
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/" + group + "/deployments"),
                        Map.of(
                                "imageIds",
                                Stream.of(images)
                                        .map(image -> image.metadata().image().text())
                                        .toList()))
                .statusCode(201);
    }

    private static ValidatableResponse imageKeys(Fleet fleet) {
        return fleet.owner().get(fleet.path("image-keys")).statusCode(200);
    }

    private static void replaceImageKey(Fleet fleet) {
        fleet.owner().post(fleet.path("image-keys"), Map.of()).statusCode(201);
    }

    private ManifestSet set(DeviceId device) throws FormatException {
        return ManifestSetFormat.verify(signed(device).bytes(), PublicKeys.setKey());
    }

    private Blob signed(DeviceId device) {
        Witness witness = SiliconManufacturer.witness(device);
        Assignment assignment = gateway.assignment(witness);
        UUID group = Objects.requireNonNull(assignment.groupId());
        return Objects.requireNonNull(
                gateway.target(group, assignment.part(), witness).current().manifestSet());
    }
}
