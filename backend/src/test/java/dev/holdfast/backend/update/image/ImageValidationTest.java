package dev.holdfast.backend.update.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reasons why images are not stored or not deployed. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ImageValidationTest {
    private static final long RELEASE = 260_900;
    private static final int KIB = 1024;

    @Inject
    TestCatalog catalogs;

    @Inject
    RenewManifests renewManifests;

    @Test
    void a_refused_upload_names_the_rule() {
        Fleet fleet = Fleet.create();

        refused(fleet, new byte[1000], "unknown-format");
        refused(
                fleet,
                Packages.forgedOperatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel")
                        .bytes(),
                "not-signed");
        refused(
                fleet,
                Packages.operatingSystem(ImageType.BOOT_MANIFEST, "manifest").bytes(),
                "wrong-type");
        refused(
                fleet,
                Packages.application(Packages.newComponent(), "two\nlines").bytes(),
                "invalid-name");
        Operator.installationOwner()
                .upload(
                        "os-images",
                        "application/octet-stream",
                        Packages.application(Packages.newComponent(), "blinky").bytes())
                .statusCode(422)
                .body("reason", equalTo("wrong-type"));
    }

    @Test
    void an_application_with_a_component_of_the_operating_system_is_refused() {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        os.upload().statusCode(201);
        ImagePackage kernel = Packages.operatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel");
        upload(fleet, kernel.bytes()).statusCode(201);

        refused(
                fleet,
                Packages.application(os.images(1).getFirst().metadata().component(), "blinky")
                        .bytes(),
                "component-of-system");
        refused(
                fleet,
                Packages.application(kernel.metadata().component(), "blinky").bytes(),
                "component-of-system");
    }

    @Test
    void a_component_of_a_catalogs_image_is_not_released_and_one_of_a_release_not_deployed() {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        ImagePackage application =
                Packages.application(os.images(RELEASE).getLast().metadata().component(), "secret-name");
        upload(fleet, application.bytes()).statusCode(201);

        os.release("Retail", os.images(RELEASE))
                .statusCode(422)
                .body("reason", equalTo("component-twice"))
                .body("detail", containsString(fleet.catalog()))
                .body("detail", not(containsString("secret-name")));

        // The image is uploaded at the same time as the release.
        catalogs.update(fleet.catalogId(), "update image set deleted_at = now()");
        os.releaseUploaded("Retail", os.images(RELEASE)).statusCode(201);
        catalogs.update(fleet.catalogId(), "update image set deleted_at = null");
        deploy(fleet, application).statusCode(422).body("reason", equalTo("component-of-system"));
    }

    @Test
    void a_group_with_a_component_of_its_system_does_not_stop_the_renewal_of_others() {
        Fleet clashing = Fleet.create();
        Fleet other = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        clashing.claim("Production", clashing.endorsedChips(os.part(), 1));
        other.claim("Production", other.endorsedChips(os.part(), 1));
        ImagePackage application =
                Packages.application(os.images(RELEASE).getLast().metadata().component(), "blinky");
        upload(clashing, application.bytes()).statusCode(201);
        deploy(clashing, application).statusCode(201);
        catalogs.update(clashing.catalogId(), "update image set deleted_at = now()");

        os.release("Retail", RELEASE);
        TestCatalog.await(renewManifests::renew);

        assertThat(systems(clashing)).isEmpty();
        assertThat(systems(other)).hasSize(1);
        // Else the renewal would fail, with a stack trace, in all later tests.
        catalogs.update(clashing.catalogId(), "update deployment set superseded_at = now()");
    }

    private List<UUID> systems(Fleet fleet) {
        return catalogs.list(
                fleet.catalogId(),
                "select release_id from manifest_set where release_id is not null",
                row -> row.getUUID("release_id"));
    }

    @Test
    void an_application_that_no_part_of_the_catalog_has_room_for_is_refused() {
        Fleet fleet = Fleet.create();
        byte[] large = Packages.application("large", new byte[KIB * KIB]).bytes();
        upload(fleet, large).statusCode(201);
        fleet.claim("Production", fleet.endorsedChips("MT3620AN", 1));

        refused(fleet, Packages.application("large", new byte[KIB * KIB]).bytes(), "too-large-for-part")
                .body("detail", containsString("MT3620AN"));
    }

    @Test
    void applications_that_do_not_fit_together_are_not_deployed() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips("MT3620AN", 1));
        ImagePackage one = Packages.application("one", new byte[600 * KIB]);
        ImagePackage two = Packages.application("two", new byte[600 * KIB]);
        upload(fleet, one.bytes()).statusCode(201);
        upload(fleet, two.bytes()).statusCode(201);

        deploy(fleet, one, two).statusCode(422).body("reason", equalTo("too-large-for-part"));
        deploy(fleet, one).statusCode(201);
    }

    @Test
    void an_application_that_needs_a_newer_interface_than_the_system_provides_is_not_deployed() {
        Fleet fleet = Fleet.create();
        TestOs os = TestOs.ofNewPart();
        fleet.claim("Production", fleet.endorsedChips(os.part(), 1));
        ImagePackage old = Packages.needing(5);
        ImagePackage next = Packages.needing(6);
        upload(fleet, old.bytes()).statusCode(201);
        upload(fleet, next.bytes()).statusCode(201);
        deploy(fleet, next).statusCode(201);

        os.release("Retail", os.imagesProviding(RELEASE, 5)).statusCode(201);

        deploy(fleet, next)
                .statusCode(422)
                .body("reason", equalTo("abi-not-provided"))
                .body("detail", containsString(os.part()));
        deploy(fleet, old).statusCode(201);
        checks(fleet, old).body("fits.result", contains("FITS"));
        checks(fleet, next)
                .body("needs.version", contains(6))
                .body("provides", empty())
                .body("fits.result", contains("ABI_NOT_PROVIDED"))
                .body("fits[0].group", equalTo("Production"))
                .body("fits[0].part", equalTo(os.part()))
                .body("fits[0].identity", equalTo(3))
                .body("fits[0].needed", equalTo(6))
                .body("fits[0].available", equalTo(5));
    }

    @Test
    void the_checks_of_an_image_name_the_parts_that_are_too_small() {
        Fleet fleet = Fleet.create();
        ImagePackage large = Packages.application("large", new byte[KIB * KIB]);
        upload(fleet, large.bytes()).statusCode(201);
        fleet.claim("Production", fleet.endorsedChips("MT3620AN", 1));
        fleet.claim("Field Test", fleet.endorsedChips(TestOs.ofNewPart().part(), 1));

        checks(fleet, large)
                .body("fits.group", contains("Field Test", "Production"))
                .body("fits.result", contains("FITS", "TOO_LARGE_FOR_PART"))
                .body("fits[1].part", equalTo("MT3620AN"))
                .body("fits[1].available", equalTo(KIB * KIB));
    }

    @Test
    void two_images_of_a_component_are_not_deployed_together() {
        Fleet fleet = Fleet.create();
        ImagePackage one = Packages.application(Packages.newComponent(), "blinky");
        ImagePackage two = Packages.application(one.metadata().component(), "blinky");
        upload(fleet, one.bytes()).statusCode(201);
        upload(fleet, two.bytes()).statusCode(201);

        deploy(fleet, one, two).statusCode(400).body("reason", equalTo("component-twice"));
    }

    private static ValidatableResponse refused(Fleet fleet, byte[] image, String reason) {
        return upload(fleet, image)
                .statusCode(422)
                .body("type", equalTo("/api/problems#invalid-content"))
                .body("reason", equalTo(reason));
    }

    private static ValidatableResponse checks(Fleet fleet, ImagePackage image) {
        return fleet.owner()
                .get(fleet.path("images/" + image.metadata().image().text() + "/checks"))
                .statusCode(200);
    }

    private static ValidatableResponse upload(Fleet fleet, byte[] image) {
        return fleet.owner().upload(fleet.path("images"), "application/octet-stream", image);
    }

    private static ValidatableResponse deploy(Fleet fleet, ImagePackage... images) {
        return fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of(
                                "imageIds",
                                Arrays.stream(images)
                                        .map(image -> image.metadata().image().text())
                                        .toList()));
    }
}
