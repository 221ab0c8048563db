package dev.holdfast.backend.pki.signing;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of image keys, and the devices that still depend on an old one. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RotateImageKeysTest {
    /** The key that signs new images, in a list of keys. */
    private static final String SIGNING = "items.find { it.replacedAt == null }";

    @Inject
    TestCatalog catalogs;

    @Inject
    CatalogImageKeys imageKeys;

    @Inject
    RotateImageKeys rotateImageKeys;

    private Fleet fleet;

    @BeforeEach
    void create() {
        fleet = Fleet.create();
    }

    @Test
    void a_key_is_replaced_60_days_before_it_expires() {
        String early = replaceKeyBy(Instant.now().minus(Duration.ofDays(669)));
        TestCatalog.await(rotateImageKeys::rotate);
        keys().body(SIGNING + ".id", equalTo(early));

        String ending = replaceKeyBy(Instant.now().minus(Duration.ofDays(671)));
        TestCatalog.await(rotateImageKeys::rotate);

        keys().body("items.id", hasItem(ending))
                .body(SIGNING + ".id", not(equalTo(ending)))
                .body(SIGNING + ".createdBy", equalTo("system"));
        fleet.owner().get(fleet.path("audit")).body("items.action", hasItem("ReplaceImageKey"));
    }

    @Test
    void a_key_expires_after_two_years_and_one_backend_replaces_it() {
        CatalogId catalog = catalog();
        Instant created = Instant.parse(keys().extract().path("items[0].createdAt"));
        Instant end = created.atOffset(ZoneOffset.UTC).plusYears(2).toInstant();
        keys().body("items[0].expiresAt", equalTo(end.toString()));

        TestCatalog.await(() -> imageKeys.replaceEnding(catalog, end));
        keys().body("items", hasSize(1));
        TestCatalog.await(() -> imageKeys.replaceEnding(catalog, end.plusMillis(1)));
        keys().body("items", hasSize(2));
        TestCatalog.await(() -> imageKeys.replaceEnding(catalog, end.plusMillis(1)));
        keys().body("items", hasSize(2)).body("items[1].replacedAt", notNullValue());
    }

    @Test
    void devices_that_did_not_take_a_set_of_the_new_key_are_listed() {
        DeviceId device = fleet.endorsedChips("MT3620AN", 1).getFirst();
        fleet.claim("Production", List.of(device));
        String old = keys().extract().path("items[0].id");
        attests(device, deploy("first"));
        keys().body("items[0].devices", equalTo(1));

        impact().body("sets.groups", equalTo(1))
                .body("sets.devices", equalTo(1))
                .body("sets.bytes", greaterThan(0))
                .body("current", equalTo(1))
                .body("stragglers", equalTo(0));

        fleet.owner().post(fleet.path("image-keys"), Map.of()).statusCode(201);
        impact().body("current", equalTo(0)).body("stragglers", equalTo(1));
        String current = keys().extract().path("items[0].id");
        keys().body("items[0].devices", equalTo(0)).body("items[1].devices", equalTo(1));
        long second = deploy("second");
        found(old).body("items.id", contains(device.text()));
        found(current).body("items", hasSize(0));

        attests(device, second);

        keys().body("items[0].devices", equalTo(1)).body("items[1].devices", equalTo(0));
        found(old).body("items", hasSize(0));
        found(current).body("items.id", contains(device.text()));
        fleet.owner()
                .get(fleet.path("devices?filter=-image-key:" + old))
                .statusCode(200)
                .body("items.id", contains(device.text()));
    }

    private ValidatableResponse keys() {
        return fleet.owner().get(fleet.path("image-keys")).statusCode(200);
    }

    private ValidatableResponse impact() {
        return fleet.owner()
                .post(fleet.path("image-keys/replacement-impact"), Map.of())
                .statusCode(200);
    }

    private ValidatableResponse found(String key) {
        return fleet.owner().get(fleet.path("devices?filter=image-key:" + key)).statusCode(200);
    }

    private CatalogId catalog() {
        return fleet.catalogId();
    }

    /** Replaces the key of the catalog by one that was created at a time. */
    private String replaceKeyBy(Instant created) {
        UUID id = UUID.randomUUID();
        CatalogId catalog = catalog();
        catalogs.update(
                catalog,
                "update image_key set replaced_at = $2 where catalog_id = $1 and replaced_at is null",
                catalog,
                created);
        catalogs.update(catalog, """
                insert into image_key (catalog_id, key_id, public_key, created_at, created_by)
                select $1, $2, public_key, $3, 'olivia' from image_key where catalog_id = $1 limit 1""", catalog, id, created);
        return id.toString();
    }

    /** Deploys a new application to the group of the device, and returns the version of the manifest set. */
    private long deploy(String name) {
        ImagePackage image = Packages.application(Packages.newComponent(), name);
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return ((Number) fleet.owner()
                        .post(
                                fleet.path("products/Thermostat/groups/Production/deployments"),
                                Map.of(
                                        "imageIds",
                                        List.of(image.metadata().image().text())))
                        .statusCode(201)
                        .extract()
                        .path("manifestVersion"))
                .longValue();
    }

    private void attests(DeviceId device, long version) {
        catalogs.update(catalog(), "update device set attested_manifest = $1 where device_id = $2", version, device);
    }
}
