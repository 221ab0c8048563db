package dev.holdfast.backend.update.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.EveryPage;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.KnownPart;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Releases of operating systems in OS feeds: upload, promotion and withdrawal. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReleaseTest {
    private static final String RETAIL = "Retail";
    private static final String EVALUATION = "RetailEval";
    /** Security version of the OS release 26.09. */
    private static final long OLD = 260_900;
    /** Security version of the OS release 26.10. */
    private static final long NEW = 261_000;

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    PromoteReleases promoteReleases;

    @Inject
    TestCatalog catalogs;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Test
    void a_feed_offers_a_release_with_images_in_installation_order() {
        List<ImagePackage> all = new ArrayList<>(os.images(OLD));
        all.addAll(os.trust(OLD));

        String id = os.release(EVALUATION, all)
                .statusCode(201)
                .body("name", equalTo("26.09"))
                .body("offeredBy", contains(EVALUATION))
                .body("promoteAt", notNullValue())
                .body("retailAt", nullValue())
                .extract()
                .path("id");

        reader().get("os-releases/" + id)
                .statusCode(200)
                .body("part", equalTo(os.part()))
                .body(
                        "images.type",
                        contains(
                                "BaseSystemUpdateManifest",
                                "TrustedKeystore",
                                "UpdateCertStore",
                                "OneBl",
                                "PlutonRuntime",
                                "SecurityMonitor",
                                "NormalWorldLoader",
                                "NormalWorldKernel",
                                "RootFs",
                                "Services"));
        assertThat(reader().get("os-releases").extract().<List<String>>path("items.id"))
                .contains(id);
    }

    @Test
    void uploading_again_changes_nothing_and_a_reused_id_is_refused() {
        ImagePackage kernel = os.image(ImageType.NORMAL_WORLD_KERNEL, OLD);
        String image = kernel.metadata().image().text();
        String location =
                TestOs.upload(kernel.bytes()).statusCode(201).extract().header("Location");

        assertThat(location).contains("/os-images/" + image + "?manufacturer=");
        Operator.installationOwner()
                .get(location.substring(location.indexOf("os-images")))
                .body("id", equalTo(image));
        TestOs.upload(kernel.bytes())
                .statusCode(200)
                .header("Location", location)
                .body("id", equalTo(image))
                .body("name", equalTo("NormalWorldKernel"));
        ImagePackage other = ImagePackage.sign(
                new byte[] {1},
                kernel.metadata(),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.operatingSystemSigner());
        TestOs.upload(other.bytes()).statusCode(409);
    }

    @Test
    void releases_are_read_page_by_page_newest_first() {
        String older = os.release(EVALUATION, OLD);
        String newer = TestOs.ofNewPart().release(EVALUATION, OLD);

        List<Object> all = EveryPage.of(Operator.installationOwner(), "os-releases", 2).stream()
                .map(release -> release.get("id"))
                .toList();

        assertThat(all).doesNotHaveDuplicates().containsSubsequence(newer, older);
    }

    /** A row for a large image fills the limit of 10 GiB. */
    @Test
    void os_images_have_a_limit_in_bytes_and_deleting_an_unused_one_makes_room() {
        ImagePackage kernel = os.image(ImageType.NORMAL_WORLD_KERNEL, OLD);
        UUID large = UUID.randomUUID();
        OnVertx.await(vertx, () -> transactions.inInstallation(sql -> sql.update("""
                        insert into os_image (manufacturer, image_id, component_id, type, name, length, digest, security_version, built_at,
                            uploaded_at, uploaded_by)
                        values ('test-silicon', $1, $1, 'RootFs', 'large', 10::bigint * 1024 * 1024 * 1024, $2, 1, now(), 'epoch', 'olivia')""", large, kernel.measuredDigest())));

        TestOs.upload(kernel.bytes())
                .statusCode(409)
                .body("detail", containsString("limit of 10240 MiB"))
                .body("detail", containsString("such as " + large));
        delete(large).statusCode(204);
        delete(large).statusCode(404);

        TestOs.upload(kernel.bytes()).statusCode(201);
        Operator.installationOwner()
                .get("audit?filter=action:DeleteOsImage subject:" + large)
                .body("items", hasSize(1));
    }

    @Test
    void a_released_os_image_cannot_be_deleted() {
        os.release(EVALUATION, OLD);

        delete(os.image(ImageType.ROOT_FS, OLD).metadata().image().value())
                .statusCode(409)
                .body("detail", containsString("Nothing was deleted"));
        TestOs.upload(os.image(ImageType.ROOT_FS, OLD).bytes()).statusCode(200);
    }

    @Test
    void only_operating_system_images_of_trusted_manufacturers_are_accepted() {
        ImagePackage forged = ImagePackage.sign(
                new byte[] {1},
                os.image(ImageType.ROOT_FS, OLD).metadata(),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.strangersSigner());
        TestOs.upload(forged.bytes())
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("signed by a trusted silicon manufacturer"));
        TestOs.upload(Packages.application(Packages.newComponent(), "blinky").bytes())
                .statusCode(422)
                .body("detail", containsString("is not part of an operating system"));
        TestOs.upload(new byte[] {1, 2, 3}).statusCode(422);
    }

    @Test
    void an_incomplete_release_is_refused_with_the_missing_types() {
        List<ImagePackage> half = os.images(OLD).stream()
                .filter(image -> image.metadata().type() != ImageType.ROOT_FS)
                .toList();
        os.release(RETAIL, half).statusCode(422).body("detail", containsString("no image of type RootFs"));

        os.images(NEW).stream().skip(1).forEach(image -> TestOs.upload(image.bytes()));
        os.releaseUploaded(RETAIL, os.images(NEW))
                .statusCode(404)
                .body("detail", containsString("is not an uploaded operating system image"));
        os.release(RETAIL, half.subList(0, 2)).statusCode(400).body("errors.field", contains("imageIds"));
        assertNothingReleased();
    }

    @Test
    void an_image_larger_than_the_largest_partition_of_the_part_cannot_be_released() {
        TestOs known = new TestOs("MT3620AN");
        List<ImagePackage> images = known.images(1).stream()
                .map(image -> image.metadata().type() == ImageType.ROOT_FS
                        ? TestOs.withBody(image, new byte[KnownPart.MT3620AN.largestPartition()])
                        : image)
                .toList();

        known.release(RETAIL, images)
                .statusCode(422)
                .body("reason", equalTo("too-large-for-part"))
                .body("detail", containsString("the largest partition of part MT3620AN has 6815744 bytes"));
    }

    @Test
    void a_large_keystore_certificate_store_or_base_manifest_is_refused() {
        for (ImagePackage image : os.trust(OLD)) {
            TestOs.upload(TestOs.withBody(image, new byte[64 * 1024]).bytes())
                    .statusCode(422)
                    .body("reason", equalTo("too-large-for-part"));
            TestOs.upload(image.bytes()).statusCode(201);
        }
    }

    @Test
    void images_of_two_versions_cannot_be_released() {
        List<ImagePackage> mixed = new ArrayList<>(os.images(OLD).subList(0, 6));
        mixed.add(os.images(NEW).get(6));

        os.release(RETAIL, mixed)
                .statusCode(422)
                .body("detail", containsString("All images of a release need the same version"));
        assertNothingReleased();
    }

    @Test
    void a_release_must_be_newer_even_after_a_withdrawal() {
        String newer = os.release(EVALUATION, NEW);

        os.release(RETAIL, os.images(OLD))
                .statusCode(409)
                .body("detail", containsString("26.09 is not newer than 26.10"));
        os.release(RETAIL, os.images(NEW)).statusCode(409);
        TestOs.withdraw(newer, "RETIRE");
        os.release(RETAIL, os.images(OLD)).statusCode(409).body("detail", containsString("withdrawn"));
    }

    @Test
    void a_release_cannot_drop_or_borrow_a_component() {
        List<ImagePackage> more = new ArrayList<>(os.images(OLD));
        more.add(os.image(ImageType.WIFI_FIRMWARE, OLD));
        os.release(RETAIL, more).statusCode(201);

        os.release(RETAIL, os.images(NEW)).statusCode(422).body("detail", containsString("WifiFirmware"));
        TestOs.ofNewPart()
                .release(RETAIL, os.images(NEW))
                .statusCode(422)
                .body("detail", containsString("belongs to " + os.part()));
    }

    @Test
    void images_of_a_withdrawn_release_can_be_released_for_another_part() {
        TestOs wrongPart = TestOs.ofNewPart();
        String mistake = wrongPart
                .releaseUploaded(RETAIL, uploaded())
                .statusCode(201)
                .extract()
                .path("id");
        os.releaseUploaded(RETAIL, os.images(OLD)).statusCode(422).body("detail", containsString(wrongPart.part()));

        TestOs.withdraw(mistake, "RETIRE");

        os.releaseUploaded(RETAIL, os.images(OLD)).statusCode(201).body("offeredBy", contains(EVALUATION, RETAIL));
        wrongPart.release(RETAIL, NEW);
    }

    @Test
    void manufacturers_with_the_same_image_and_component_ids_do_not_block_each_other() {
        os.release(RETAIL, OLD);
        List<ImagePackage> others =
                os.images(OLD).stream().map(TestOs::byOtherManufacturer).toList();
        others.forEach(image -> TestOs.upload(image.bytes()).statusCode(201));
        TestOs otherPart = TestOs.ofNewPart();
        otherPart.releaseUploaded(RETAIL, others).statusCode(409).body("detail", containsString("endorsement list"));

        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseByOther("c", otherPart.part(), SiliconManufacturer.chips(1))
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
        otherPart
                .releaseUploaded(RETAIL, others)
                .statusCode(201)
                .body("images.digest", equalTo(digests(others)))
                .body("images.digest", not(equalTo(digests(os.images(OLD)))));
    }

    @Test
    void deleting_an_image_leaves_that_of_another_manufacturer_with_the_same_id() {
        os.release(EVALUATION, OLD);
        ImagePackage image = os.image(ImageType.ROOT_FS, OLD);
        ImagePackage other = TestOs.byOtherManufacturer(image);
        TestOs.upload(other.bytes()).statusCode(201);
        UUID id = image.metadata().image().value();

        delete(id).statusCode(400).body("errors.field", contains("manufacturer"));
        delete(id + "?manufacturer=nobody").statusCode(404);
        delete(id + "?manufacturer=" + SiliconManufacturer.NAME).statusCode(409);
        delete(id + "?manufacturer=" + SiliconManufacturer.OTHER).statusCode(204);

        delete(id).statusCode(409);
    }

    @Test
    void chips_of_one_manufacturer_cannot_get_a_release_of_another() {
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseByOther("c", os.part(), SiliconManufacturer.chips(1))
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);

        os.release(RETAIL, os.images(OLD))
                .statusCode(422)
                .body("detail", containsString("the chips with part " + os.part() + " are from"));
        assertNothingReleased();
    }

    private static List<String> digests(List<ImagePackage> images) {
        return images.stream().map(image -> image.measuredDigest().hex()).toList();
    }

    private List<ImagePackage> uploaded() {
        os.images(OLD).forEach(image -> TestOs.upload(image.bytes()).statusCode(201));
        return os.images(OLD);
    }

    @Test
    void a_keystore_without_the_manifest_that_binds_it_is_refused() {
        List<ImagePackage> trust = os.trust(OLD);

        os.release(RETAIL, with(os.images(OLD), trust.get(1)))
                .statusCode(422)
                .body("detail", containsString("the manifest is missing"));
        os.release(RETAIL, with(os.images(OLD), trust.get(0)))
                .statusCode(422)
                .body("detail", containsString("the keystore is missing"));
        ImagePackage elsewhere = os.baseManifest(OLD, List.of(trust.get(2)));
        os.release(RETAIL, with(os.images(OLD), elsewhere, trust.get(1)))
                .statusCode(422)
                .body("detail", containsString("does not list it"));
        ImagePackage unlisted = os.baseManifest(OLD, List.of(trust.get(1)));
        os.release(RETAIL, with(os.images(OLD), unlisted, trust.get(1), trust.get(2)))
                .statusCode(422)
                .body("detail", containsString("certificate store"));
        assertNothingReleased();
    }

    @Test
    void the_keystore_is_carried_over_to_later_releases() {
        os.releaseWithKeystore(RETAIL, OLD);

        os.release(RETAIL, os.images(NEW))
                .statusCode(201)
                .body("images[0].securityVersion", equalTo((int) OLD))
                .body("images.type[1]", equalTo("TrustedKeystore"));
    }

    @Test
    void a_withdrawn_keystore_needs_a_newer_one() {
        TestOs.withdraw(os.releaseWithKeystore(RETAIL, OLD), "KEEP");

        os.release(RETAIL, os.images(NEW)).statusCode(422).body("detail", containsString("has a new TrustedKeystore"));
        os.releaseWithKeystore(RETAIL, NEW);
    }

    @Test
    void a_release_is_promoted_manually_or_after_its_evaluation() {
        String byHand = os.release(EVALUATION, OLD);
        TestOs.promote(byHand).statusCode(200).body("offeredBy", contains(EVALUATION, RETAIL));
        TestOs.promote(byHand).statusCode(200);
        String byItself = os.release(EVALUATION, NEW);
        assertThat(Instant.parse(one(byItself).extract().path("promoteAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(14)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(14)));

        OnVertx.await(vertx, promoteReleases::promoteDue);
        one(byItself).body("offeredBy", contains(EVALUATION));
        twoWeeksPass(byItself);
        OnVertx.await(vertx, promoteReleases::promoteDue);

        one(byItself).body("offeredBy", contains(EVALUATION, RETAIL)).body("promoteAt", nullValue());
        one(byHand).body("offeredBy", empty());
    }

    /** A change of the feeds would invalidate replays and caches of reference values at every check, twice a minute. */
    @Test
    void checking_for_due_promotions_does_not_change_the_feeds() {
        String release = os.release(EVALUATION, OLD);
        long before = revision();
        OnVertx.await(vertx, promoteReleases::promoteDue);
        assertThat(revision()).isEqualTo(before);
        twoWeeksPass(release);
        OnVertx.await(vertx, promoteReleases::promoteDue);
        assertThat(revision()).isGreaterThan(before);
    }

    @Test
    void a_withdrawal_needs_a_one_line_reason() {
        String bad = os.release(EVALUATION, NEW);

        Operator.installationOwner()
                .post("os-releases/" + bad + "/withdraw", Map.of("referenceValues", "KEEP", "reason", "two\nlines"))
                .statusCode(400);
        Operator.installationOwner()
                .post("os-releases/" + bad + "/withdraw", Map.of("referenceValues", "KEEP"))
                .statusCode(400)
                .body("errors.field", contains("reason"));
        Operator.installationOwner()
                .post("os-releases/" + bad + "/withdraw", Map.of("referenceValues", "KEEP", "reason", "Bricks boards"))
                .statusCode(200)
                .body("offeredBy", empty())
                .body("withdrawnReason", equalTo("Bricks boards"))
                .body("withdrawnBy", not(emptyString()));
    }

    @Test
    void the_withdrawal_preview_counts_devices_and_consequences() {
        String bad = os.release(RETAIL, NEW);
        CatalogId catalog = catalogs.create();
        for (String version : List.of("26.10", "26.10", "26.09")) {
            TestChip chip = new TestChip();
            catalogs.claim(catalog, chip, os.part());
            OnVertx.await(
                    vertx,
                    () -> transactions.inCatalog(
                            catalog,
                            sql -> sql.update(
                                    "update device set os_version = $2, trust = 'TRUSTED' where device_id = $1",
                                    chip.device(),
                                    version)));
        }

        Operator.installationOwner()
                .post("os-releases/" + bad + "/withdrawal-impact", Map.of())
                .statusCode(200)
                .body("devices", equalTo(2))
                .body("trusted", equalTo(2))
                .body("first.name", contains(catalogs.name(catalog)))
                .body("keeping", containsString("stay trusted"))
                .body("retiring", containsString("untrusted"));
        one(bad).body("withdrawnAt", nullValue());
    }

    @Test
    void a_withdrawn_release_is_neither_offered_promoted_nor_replaced() {
        String old = os.release(RETAIL, OLD);
        String bad = os.release(EVALUATION, NEW);

        TestOs.withdraw(bad, "KEEP").body("offeredBy", empty()).body("retiredAt", nullValue());
        TestOs.withdraw(bad, "RETIRE").body("retiredAt", notNullValue());

        TestOs.promote(bad).statusCode(409);
        twoWeeksPass(bad);
        OnVertx.await(vertx, promoteReleases::promoteDue);
        one(bad).body("offeredBy", empty()).body("retailAt", nullValue());
        one(old).body("offeredBy", contains(RETAIL));
    }

    @Test
    void invalid_fields_are_refused_and_unknown_releases_not_found() {
        Operator owner = Operator.installationOwner();
        owner.post("os-releases", Map.of("part", "a part", "feed", "Insider", "imageIds", List.of()))
                .statusCode(400)
                .body("errors.field", contains("part", "feed", "imageIds"));
        owner.post(
                        "os-releases/" + UUID.randomUUID() + "/withdraw",
                        Map.of("referenceValues", "KEEP", "reason", "A try"))
                .statusCode(404);
        owner.post("os-releases/" + os.release(RETAIL, OLD) + "/withdraw", Map.of())
                .statusCode(400);
        TestOs.promote("nothing").statusCode(404);
    }

    /** Returns a list with more images. */
    private static List<ImagePackage> with(List<ImagePackage> images, ImagePackage... more) {
        List<ImagePackage> all = new ArrayList<>(images);
        all.addAll(List.of(more));
        return all;
    }

    private static Operator reader() {
        return Operator.in(Operator.newCatalog(), "reader");
    }

    /** Deletes an operating system image. */
    private static ValidatableResponse delete(Object image) {
        return Operator.installationOwner()
                .request()
                .delete(OperatorApi.BASE + "os-images/" + image)
                .then();
    }

    /** Reads a release. */
    private static ValidatableResponse one(String release) {
        return Operator.installationOwner().get("os-releases/" + release).statusCode(200);
    }

    /** Asserts that there is no release for this test's part. */
    private void assertNothingReleased() {
        assertThat(Operator.installationOwner()
                        .get("os-releases?limit=500")
                        .extract()
                        .<List<String>>path("items.part"))
                .doesNotContain(os.part());
    }

    /** Returns the number that every change of the feeds increases. */
    private long revision() {
        return OnVertx.await(
                vertx,
                () -> transactions.inInstallation(
                        sql -> sql.one("select revision from os_revision", row -> row.getLong("revision"))));
    }

    /** Ends the release's evaluation, which takes two weeks. */
    private void twoWeeksPass(String release) {
        OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql -> sql.update(
                        "update os_release set promote_at = $2 where release_id = $1",
                        UUID.fromString(release),
                        Instant.now().minusSeconds(1))));
    }
}
