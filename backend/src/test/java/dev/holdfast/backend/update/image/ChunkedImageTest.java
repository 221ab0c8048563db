package dev.holdfast.backend.update.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Large images: their chunks, digests and limits. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ChunkedImageTest {
    @Inject
    Gateway gateway;

    @Test
    void an_image_of_the_largest_size_comes_back_unchanged() {
        Fleet fleet = Fleet.create();
        ImagePackage small = Packages.rootFileSystem("large", new byte[0]);
        ImagePackage image = Packages.rootFileSystem("large", random(ImagePackage.MAX_LENGTH - small.length()));
        assertThat(image.length()).isEqualTo(ImagePackage.MAX_LENGTH);

        upload(fleet, image.bytes(), null)
                .statusCode(201)
                .body("length", equalTo(ImagePackage.MAX_LENGTH))
                .body("digest", equalTo(image.measuredDigest().hex()));

        byte[] stored = fleet.owner()
                .get(fleet.path("images/" + image.metadata().image() + "/content"))
                .statusCode(200)
                .header("Content-Digest", Digest.sha256(image.bytes()).contentDigest())
                .extract()
                .asByteArray();
        assertThat(stored).isEqualTo(image.bytes());
        upload(fleet, image.bytes(), null).statusCode(200);
    }

    @Test
    void gateways_read_the_signed_image_chunk_by_chunk() {
        Fleet fleet = Fleet.create();
        DeviceId device = fleet.endorsedChips(1).getFirst();
        fleet.claim("Production", List.of(device));
        ImagePackage image = Packages.application("blinky", random(2 * InternalApi.IMAGE_CHUNK));
        upload(fleet, image.bytes(), null).statusCode(201);
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        Witness witness = SiliconManufacturer.witness(device);
        UUID group = Objects.requireNonNull(gateway.assignment(witness).groupId());

        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int index = 0; index < 3; index++) {
            HttpResponse<byte[]> chunk = gateway.image(group, image.metadata().image(), index, witness);
            assertThat(chunk.statusCode()).isEqualTo(200);
            assertThat(chunk.body().length).isLessThanOrEqualTo(InternalApi.IMAGE_CHUNK);
            chunks.writeBytes(chunk.body());
        }

        byte[] stored = fleet.owner()
                .get(fleet.path("images/" + image.metadata().image() + "/content"))
                .extract()
                .asByteArray();
        TargetImage listed =
                gateway.target(group, "MT3620AN", witness).current().images().getFirst();
        assertThat(chunks.toByteArray()).isEqualTo(stored);
        assertThat(listed.length()).isEqualTo(stored.length);
        assertThat(listed.contentDigest()).isEqualTo(Digest.sha256(stored));
        assertThat(gateway.image(group, image.metadata().image(), 3, witness).statusCode())
                .isEqualTo(404);
        assertThat(gateway.image(group, image.metadata().image(), -1, witness).statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_upload_that_does_not_match_its_content_digest_is_refused() {
        Fleet fleet = Fleet.create();
        byte[] image = Packages.application("blinky", random(1000)).bytes();
        String other = "sha-256=:" + Base64.getEncoder().encodeToString(new byte[Digest.LENGTH]) + ":";

        upload(fleet, image, "sha-512=:AAAA:, " + other)
                .statusCode(422)
                .body("detail", containsString("Content-Digest"));
        upload(fleet, image, Digest.sha256(image).contentDigest()).statusCode(201);
    }

    @Test
    void an_upload_without_a_body_is_refused() {
        upload(Fleet.create(), new byte[0], null).statusCode(400).body("detail", containsString("missing"));
    }

    private static ValidatableResponse upload(Fleet fleet, byte[] image, @Nullable String digest) {
        return fleet.owner()
                .request()
                .headers(digest == null ? Map.of() : Map.of("Content-Digest", digest))
                .contentType("application/octet-stream")
                .body(image)
                .post(OperatorApi.BASE + fleet.path("images"))
                .then();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
