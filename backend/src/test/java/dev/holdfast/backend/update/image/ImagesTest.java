package dev.holdfast.backend.update.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Upload, listing and deletion of images. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ImagesTest {
    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Test
    void an_application_is_signed_for_production_and_keeps_its_metadata() throws FormatException {
        Fleet fleet = Fleet.create();
        ImagePackage built = Packages.application(Packages.newComponent(), "blinky");

        upload(fleet, built.bytes())
                .statusCode(201)
                .body("id", equalTo(built.metadata().image().text()))
                .body("type", equalTo("Applications"))
                .body("name", equalTo("blinky"));

        P256PublicKey key = PublicKeys.imageKey(fleet.catalog());
        ImagePackage stored = ImagePackage.verify(content(fleet, built), key);
        assertThat(stored.body()).isEqualTo(built.body());
        assertThat(stored.metadata().withThumbprint(built.metadata().keyThumbprint()))
                .isEqualTo(built.metadata());
        assertThat(stored.metadata().keyThumbprint()).isEqualTo(ImagePackage.thumbprint(key));
    }

    @Test
    void a_publisher_of_one_group_can_deploy_the_catalogs_images() {
        Fleet fleet = Fleet.create();
        ImagePackage blinky = Packages.application(Packages.newComponent(), "blinky");
        upload(fleet, blinky.bytes()).statusCode(201);
        upload(fleet, Packages.boardConfiguration("board").bytes()).statusCode(201);
        String group = fleet.path("products/Thermostat/groups/Production/");
        Operator publisher = fleet.given("PUBLISHER", "Thermostat", "Production");

        assertThat(LinkedPages.of(publisher, group + "deployable-images?limit=1", "name"))
                .containsExactly("board", "blinky");
        publisher
                .get(group + "deployable-images?filter=type:Applications")
                .statusCode(200)
                .body("items.name", contains("blinky"));
        publisher.get(fleet.path("images")).statusCode(403);
        publisher
                .get(fleet.path("images/" + blinky.metadata().image().text() + "/content"))
                .statusCode(403);
        publisher
                .get(fleet.path("products/Thermostat/groups/Development/deployable-images"))
                .statusCode(403);
        publisher
                .post(
                        group + "deployments",
                        Map.of("imageIds", List.of(blinky.metadata().image().text())))
                .statusCode(201);
        fleet.given("READER", "Thermostat", "Production")
                .get(group + "deployable-images")
                .statusCode(403);
    }

    @Test
    void a_sideloaded_build_keeps_dependencies_but_is_no_longer_temporary() throws FormatException {
        Fleet fleet = Fleet.create();
        MetadataSection depends =
                new MetadataSection.Depends(List.of(AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, 5)));
        ImagePackage plain = Packages.application(Packages.newComponent(), "blinky");
        ImageMetadata metadata = plain.metadata()
                .with(new MetadataSection.Temporary(MetadataSection.Temporary.UNDER_DEVELOPMENT))
                .with(depends);
        ImagePackage built = ImagePackage.sign(
                plain.body(),
                metadata,
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.strangersSigner());

        upload(fleet, built.bytes()).statusCode(201);

        ImageMetadata stored = ImagePackage.verify(content(fleet, built), PublicKeys.imageKey(fleet.catalog()))
                .metadata();
        assertThat(stored.section(MetadataSection.Temporary.class)).isEmpty();
        assertThat(stored.sections()).contains(depends);
    }

    @Test
    void an_operating_system_image_keeps_its_manufacturers_signature() {
        Fleet fleet = Fleet.create();
        ImagePackage kernel = Packages.operatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel");

        upload(fleet, kernel.bytes())
                .statusCode(201)
                .body("digest", equalTo(kernel.measuredDigest().hex()));

        assertThat(content(fleet, kernel)).isEqualTo(kernel.bytes());
    }

    @Test
    void the_overview_counts_applications_separately() {
        Fleet fleet = Fleet.create();
        upload(
                        fleet,
                        Packages.operatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel")
                                .bytes())
                .statusCode(201);
        upload(fleet, Packages.application(Packages.newComponent(), "blinky").bytes())
                .statusCode(201);

        fleet.owner().get(fleet.path("overview")).body("images", equalTo(2)).body("applications", equalTo(1));
    }

    @Test
    void an_operating_system_image_by_anyone_else_is_refused() {
        Fleet fleet = Fleet.create();
        ImagePackage forged = Packages.forgedOperatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel");

        upload(fleet, forged.bytes())
                .statusCode(422)
                .body("type", equalTo("/api/problems#invalid-content"))
                .body("detail", containsString("NormalWorldKernel"));
        fleet.owner().get(fleet.path("images")).body("items.id", equalTo(List.of()));
    }

    @Test
    void an_image_that_begins_as_a_signed_message_is_refused() {
        Fleet fleet = Fleet.create();
        byte[] start = "\u0084jSignature1".getBytes(StandardCharsets.ISO_8859_1);
        byte[] image =
                Packages.application(Packages.newComponent(), "x".repeat(20)).bytes();
        System.arraycopy(start, 0, image, 0, start.length);

        upload(fleet, image)
                .statusCode(422)
                .body("type", equalTo("/api/problems#invalid-content"))
                .body("detail", containsString("Sig_structure"));
    }

    @Test
    void a_malformed_or_oversized_package_is_refused() {
        Fleet fleet = Fleet.create();

        upload(fleet, new byte[] {1, 2, 3}).statusCode(422);
        upload(fleet, new byte[ImagePackage.MAX_LENGTH + 1])
                .statusCode(413)
                .body("type", equalTo("/api/problems#too-large"));
    }

    @Test
    void the_same_image_can_be_uploaded_again_and_another_one_with_its_id_is_refused() {
        Fleet fleet = Fleet.create();
        ImagePackage built = Packages.application(Packages.newComponent(), "blinky");
        String id = built.metadata().image().text();
        upload(fleet, built.bytes()).statusCode(201).header("Location", endsWith("/images/" + id));
        fleet.owner().post(fleet.path("image-keys"), Map.of()).statusCode(201);

        upload(fleet, built.bytes())
                .statusCode(200)
                .header("Location", endsWith("/images/" + id))
                .body("id", equalTo(id))
                .body("uploadedAt", notNullValue());

        byte[] body = built.body().clone();
        body[body.length - 1] ^= 1;
        ImagePackage other = ImagePackage.sign(
                body,
                built.metadata(),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.strangersSigner());
        upload(fleet, other.bytes()).statusCode(409).body("detail", containsString("new image ID"));
        fleet.owner().get(fleet.path("images")).body("items.name", contains("blinky"));
        fleet.owner().get(fleet.path("audit?filter=action:UploadImage")).body("items", hasSize(1));
    }

    @Test
    void an_images_measurement_becomes_a_reference_value() {
        Fleet fleet = Fleet.create();
        ImagePackage kernel = Packages.operatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel");
        upload(fleet, kernel.bytes()).statusCode(201);
        CatalogId catalog = fleet.catalogId();

        List<Digest> digests = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.list(
                                "select digest from reference_value where retired_at is null",
                                row -> Columns.digest(row, "digest"))));

        assertThat(digests).containsExactly(kernel.measuredDigest());
    }

    @Test
    void an_image_that_is_needed_cannot_be_deleted_and_the_refusal_names_what_needs_it() {
        Fleet fleet = Fleet.create();
        ImagePackage blinky = Packages.application(Packages.newComponent(), "blinky");
        upload(fleet, blinky.bytes()).statusCode(201);
        deploy(fleet, blinky).statusCode(201);

        delete(fleet, blinky)
                .statusCode(409)
                .body("detail", containsString("reference value"))
                .body("detail", containsString("Thermostat/Production"));
        retire(fleet, blinky);
        delete(fleet, blinky).statusCode(409).body("detail", not(containsString("reference value")));
        assertThat(content(fleet, blinky)).isNotEmpty();
    }

    @Test
    void a_deleted_image_stays_in_the_history_and_is_not_deployed() {
        Fleet fleet = Fleet.create();
        ImagePackage old = Packages.application(Packages.newComponent(), "old");
        ImagePackage next = Packages.application(Packages.newComponent(), "next");
        upload(fleet, old.bytes()).statusCode(201);
        upload(fleet, next.bytes()).statusCode(201);
        deploy(fleet, old).statusCode(201);
        deploy(fleet, next).statusCode(201);
        retire(fleet, old);

        delete(fleet, old).statusCode(204);

        fleet.owner().get(fleet.path("images")).body("items.name", contains("next"));
        String path = fleet.path("images/" + old.metadata().image().text());
        fleet.owner().get(path).statusCode(404);
        fleet.owner().get(path + "/content").statusCode(404);
        delete(fleet, old).statusCode(404);
        deploy(fleet, old).statusCode(404);
        upload(fleet, old.bytes()).statusCode(409);
        fleet.owner().get(fleet.path("deployments")).body("items.images.name.flatten()", contains("next", "old"));
        fleet.owner().get(fleet.path("audit?filter=action:DeleteImage")).body("items", hasSize(1));
    }

    /** A row for a large image fills the limit of 10 GiB. */
    @Test
    void an_upload_beyond_the_limit_of_the_catalog_is_refused() {
        Fleet fleet = Fleet.create();
        ImagePackage blinky = Packages.application(Packages.newComponent(), "blinky");
        upload(fleet, blinky.bytes()).statusCode(201);
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, sql -> sql.update("""
                                insert into image (catalog_id, image_id, component_id, type, name, length, digest,
                                    security_version, built_at, uploaded_at, uploaded_by)
                                select catalog_id, gen_random_uuid(), component_id, type, 'large',
                                    10::bigint * 1024 * 1024 * 1024 - length, digest, 1, built_at, uploaded_at, 'olivia' from image""")));

        upload(fleet, Packages.application(Packages.newComponent(), "more").bytes())
                .statusCode(409)
                .body("detail", containsString("limit of 10240 MiB"));
        fleet.owner().get(fleet.path("images?filter=name:more")).body("items", empty());
    }

    /** Deploys an image to the group Production. */
    private static ValidatableResponse deploy(Fleet fleet, ImagePackage image) {
        return fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())));
    }

    private static ValidatableResponse delete(Fleet fleet, ImagePackage image) {
        return fleet.owner()
                .request()
                .delete(OperatorApi.BASE
                        + fleet.path("images/" + image.metadata().image().text()))
                .then();
    }

    /** Retires the image's reference value, so that devices may no longer run the image. */
    private static void retire(Fleet fleet, ImagePackage image) {
        fleet.owner()
                .post(
                        fleet.path("reference-values/"
                                + image.metadata().component().text() + "/"
                                + image.metadata().image().text() + "/retirement"),
                        Map.of("reason", "Old"))
                .statusCode(200);
    }

    private static ValidatableResponse upload(Fleet fleet, byte[] image) {
        return fleet.owner().upload(fleet.path("images"), "application/octet-stream", image);
    }

    /** Downloads an image. */
    private static byte[] content(Fleet fleet, ImagePackage image) {
        return fleet.owner()
                .get(fleet.path("images/" + image.metadata().image().text() + "/content"))
                .statusCode(200)
                .extract()
                .asByteArray();
    }
}
