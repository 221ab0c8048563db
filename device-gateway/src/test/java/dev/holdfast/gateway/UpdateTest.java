package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Update polls, image downloads, and the contacts that polls cause. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class UpdateTest extends GatewayTest {
    private final UUID group = UUID.randomUUID();

    @Test
    void a_device_without_group_gets_no_content() throws IOException {
        assertThat(device().update().get("update?have=0").statusCode()).isEqualTo(204);
    }

    @Test
    void a_device_gets_the_manifest_set_until_it_is_installed() throws IOException {
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(7, List.of()));

        HttpResponse<byte[]> behind = session.get("update?have=6");

        assertThat(behind.statusCode()).isEqualTo(200);
        assertThat(behind.headers().firstValue("content-type")).contains(ManifestSetFormat.MEDIA_TYPE);
        assertThat(text(behind)).isEqualTo("manifest 7");
        assertThat(session.get(poll(7)).statusCode()).isEqualTo(204);
    }

    @Test
    void a_device_with_another_set_gets_the_set_of_its_group_whatever_its_version() throws IOException {
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(7, List.of()));

        assertThat(text(session.get("update?have=7"))).isEqualTo("manifest 7");
        assertThat(text(session.get(poll(8)))).isEqualTo("manifest 7");
    }

    @Test
    void polls_are_answered_from_memory() throws IOException {
        TestDevice device = deviceInGroup();
        backend.deploy(group, target(1, List.of()));
        TestDevice.Session session = device.update();

        session.get(poll(1));
        session.get(poll(1));
        session.get("update?have=0");

        assertThat(backend.requests("devices/" + device.id() + "/assignment")).isEqualTo(1);
        assertThat(backend.requests("groups/" + group + "/target")).isEqualTo(1);
    }

    @Test
    void a_poll_without_a_version_is_a_bad_request() throws IOException {
        TestDevice.Session session = deviceInGroup().update();

        for (String query : List.of("", "?have=", "?have=-1", "?have=x", "?have=9999999999999999999")) {
            assertThat(session.get("update" + query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void a_new_deployment_reaches_an_up_to_date_device() throws IOException {
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of()));
        assertThat(session.get(poll(1)).statusCode()).isEqualTo(204);

        backend.deploy(group, target(2, List.of()));
        backend.announce(InternalApi.Change.of(group));

        Await.until("the new target", () -> session.get(poll(1)).statusCode() == 200);
    }

    @Test
    void a_device_with_refused_evidence_gets_no_updates() throws IOException {
        TestDevice device = deviceInGroup();
        InternalApi.TargetImage image = image(new byte[10]);
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, new byte[10]);
        TestDevice.Session session = device.update();
        assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);
        assertThat(session.get("images/" + image.image()).statusCode()).isEqualTo(200);

        backend.distrust(device, group);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("no more target", () -> session.get("update?have=0").statusCode() == 204);
        assertThat(session.get("images/" + image.image()).statusCode()).isEqualTo(404);
    }

    @Test
    void an_untrusted_device_gets_the_software_of_its_group_with_its_general_key() throws IOException {
        TestDevice device = endorsedDevice();
        InternalApi.TargetImage image = image(new byte[10]);
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, new byte[10]);
        TestDevice.Session hello = device.hello();
        backend.assign(device, group);
        assertUniformRefusal(hello.get("update?have=0"));

        backend.distrust(device, group);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("served", () -> hello.get("update?have=0").statusCode() == 200);
        assertThat(hello.get("images/" + image.image()).statusCode()).isEqualTo(200);
        assertUniformRefusal(hello.post("reports/update", "application/json", new byte[] {'{', '}'}));
        TestDevice impostor = device.withAnotherKey();
        assertUniformRefusal(impostor.hello().get("update?have=0"));
        assertUniformRefusal(impostor.hello().get("images/" + image.image()));

        backend.block(device);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("refused", () -> hello.get("update?have=0").statusCode() == 403);
        assertUniformRefusal(hello.get("images/" + image.image()));
    }

    @Test
    void an_image_is_served_whole_or_in_ranges_and_each_chunk_is_loaded_once() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        InternalApi.TargetImage image = image(bytes);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, bytes);
        String path = "images/" + image.image();

        HttpResponse<byte[]> whole = session.get(path);
        HttpResponse<byte[]> middle = session.get(path, Map.of("Range", "bytes=1000-300000"));
        HttpResponse<byte[]> rest = session.get(path, Map.of("Range", "bytes=999990-"));
        HttpResponse<byte[]> last = session.get(path, Map.of("Range", "bytes=-5"));
        HttpResponse<byte[]> beyond = session.get(path, Map.of("Range", "bytes=1000000-"));

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(whole.headers().firstValue("accept-ranges")).contains("bytes");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.headers().firstValue("content-range")).contains("bytes 1000-300000/1000000");
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 300_001));
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 999_990, 1_000_000));
        assertThat(last.body()).isEqualTo(Arrays.copyOfRange(bytes, 999_995, 1_000_000));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("content-range")).contains("bytes */1000000");
        assertThat(whole.headers().firstValue("content-digest"))
                .contains(Digest.sha256(bytes).contentDigest());
        assertThat(middle.headers().firstValue("content-digest")).isEmpty();
        assertThat(backend.requests("groups/" + group + "/" + path)).isEqualTo(4);
    }

    @Test
    void concurrent_requests_for_a_chunk_load_it_once() throws Exception {
        byte[] bytes = new byte[10_000];
        new Random(4).nextBytes(bytes);
        InternalApi.TargetImage image = image(bytes);
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, bytes);
        String path = "images/" + image.image();
        String chunk = "groups/" + group + "/" + path;
        List<TestDevice.Session> sessions =
                Stream.generate(() -> deviceInGroup().update()).limit(8).toList();
        for (TestDevice.Session session : sessions) {
            assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        backend.answerImagesAfter(ready);

        List<CompletableFuture<HttpResponse<byte[]>>> responses =
                sessions.stream().map(session -> inBackground(session, path)).toList();
        Await.until("the chunk is requested", () -> backend.requests(chunk) > 0);
        // Time for the other requests to arrive.
        Thread.sleep(500);
        assertThat(responses).noneMatch(CompletableFuture::isDone);
        assertThat(backend.requests(chunk)).isEqualTo(1);
        ready.complete(null);

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.join().body()).isEqualTo(bytes));
        assertThat(backend.requests(chunk)).isEqualTo(1);
    }

    private static CompletableFuture<HttpResponse<byte[]>> inBackground(TestDevice.Session session, String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return session.get(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void a_range_loads_only_its_chunks() throws IOException {
        byte[] bytes = new byte[3 * InternalApi.IMAGE_CHUNK + 1];
        new Random(3).nextBytes(bytes);
        InternalApi.TargetImage image = image(bytes);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, bytes);
        String path = "images/" + image.image();
        int from = 2 * InternalApi.IMAGE_CHUNK - 1;

        HttpResponse<byte[]> across =
                session.get(path, Map.of("Range", "bytes=" + from + "-" + 2 * InternalApi.IMAGE_CHUNK));
        HttpResponse<byte[]> last = session.get(path, Map.of("Range", "bytes=-1"));
        HttpResponse<byte[]> beyond = session.get(path, Map.of("Range", "bytes=" + bytes.length + "-"));

        assertThat(across.statusCode()).isEqualTo(206);
        assertThat(across.body()).containsExactly(bytes[from], bytes[from + 1]);
        assertThat(last.body()).containsExactly(bytes[bytes.length - 1]);
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(backend.requests("groups/" + group + "/" + path)).isEqualTo(3);
    }

    @Test
    void a_download_that_the_backend_cannot_continue_is_cut_off() throws IOException {
        byte[] bytes = new byte[2 * InternalApi.IMAGE_CHUNK];
        InternalApi.TargetImage image = image(bytes);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, Arrays.copyOf(bytes, InternalApi.IMAGE_CHUNK));
        String path = "images/" + image.image();

        assertThatThrownBy(() -> session.get(path)).isInstanceOf(IOException.class);

        backend.store(group, image, bytes);
        String rest = "bytes=" + InternalApi.IMAGE_CHUNK + "-";
        assertThat(session.get(path, Map.of("Range", rest)).body()).hasSize(InternalApi.IMAGE_CHUNK);
    }

    @Test
    void a_range_applies_only_to_the_image_with_the_entity_tag_in_if_range() throws IOException {
        byte[] bytes = new byte[1000];
        new Random(2).nextBytes(bytes);
        InternalApi.TargetImage image = image(bytes);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, bytes);
        String path = "images/" + image.image();
        String tag = session.get(path).headers().firstValue("etag").orElseThrow();

        HttpResponse<byte[]> same = session.get(path, Map.of("Range", "bytes=400-", "If-Range", tag));
        HttpResponse<byte[]> beyond = session.get(path, Map.of("Range", "bytes=1000-", "If-Range", tag));

        assertThat(tag).isEqualTo('"' + Digest.sha256(bytes).hex() + '"');
        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(same.headers().firstValue("etag")).contains(tag);
        assertThat(same.body()).isEqualTo(Arrays.copyOfRange(bytes, 400, 1000));
        assertThat(beyond.statusCode()).isEqualTo(416);
        for (String other :
                List.of('"' + "00".repeat(32) + '"', "W/" + tag, "*", "", "Tue, 01 Dec 2026 20:00:00 GMT")) {
            for (String range : List.of("bytes=400-", "bytes=1000-")) {
                HttpResponse<byte[]> whole = session.get(path, Map.of("Range", range, "If-Range", other));
                assertThat(whole.statusCode()).as(other).isEqualTo(200);
                assertThat(whole.headers().firstValue("etag")).contains(tag);
                assertThat(whole.body()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void bytes_of_images_are_counted_as_sent() throws Exception {
        InternalApi.TargetImage image = image(new byte[200_000]);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, new byte[200_000]);
        double before = metric("holdfast_gateway_image_bytes_total");

        session.get("images/" + image.image());
        session.get("images/" + image.image(), Map.of("Range", "bytes=150000-"));
        session.get("images/" + image.image(), Map.of("Range", "bytes=200000-"));

        assertThat(metric("holdfast_gateway_image_bytes_total") - before).isEqualTo(250_000);
    }

    @Test
    void an_image_that_the_devices_target_does_not_list_is_not_found() throws IOException {
        InternalApi.TargetImage image = image(new byte[10]);
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(1, List.of()));
        backend.store(group, image, new byte[10]);

        assertThat(session.get("images/" + image.image()).statusCode()).isEqualTo(404);
        assertThat(session.get("images/not-a-guid").statusCode()).isEqualTo(400);
    }

    @Test
    void two_groups_with_the_same_image_id_get_their_own_bytes() throws IOException {
        UUID otherGroup = UUID.randomUUID();
        TestDevice other = device();
        backend.assign(other, otherGroup);
        InternalApi.TargetImage image = image(new byte[] {1});
        InternalApi.TargetImage namesake = new InternalApi.TargetImage(image.image(), 1, Digest.sha256(new byte[] {2}));
        backend.deploy(group, target(1, List.of(image)));
        backend.deploy(otherGroup, target(1, List.of(namesake)));
        backend.store(group, image, new byte[] {1});
        backend.store(otherGroup, namesake, new byte[] {2});

        assertThat(deviceInGroup().update().get("images/" + image.image()).body())
                .containsExactly(1);
        assertThat(other.update().get("images/" + image.image()).body()).containsExactly(2);
    }

    @Test
    void devices_of_two_parts_get_the_set_of_their_part() throws IOException {
        TestDevice other = device();
        backend.assign(other, group, "IMX8");
        backend.deploy(group, target(1, List.of()));
        backend.deploy(group, "IMX8", target(2, List.of()));
        TestDevice.Session first = deviceInGroup().update();
        TestDevice.Session second = other.update();
        assertThat(text(first.get("update?have=0"))).isEqualTo("manifest 1");
        assertThat(text(second.get("update?have=0"))).isEqualTo("manifest 2");

        backend.deploy(group, "IMX8", target(3, List.of()));
        backend.announce(InternalApi.Change.of(group));

        Await.until("the new set", () -> text(second.get(poll(2))).equals("manifest 3"));
        assertThat(text(first.get("update?have=0"))).isEqualTo("manifest 1");
    }

    @Test
    void contacts_are_sent_to_the_backend_in_batches() throws IOException {
        TestDevice device = deviceInGroup();
        backend.deploy(group, target(3, List.of()));
        TestDevice.Session session = device.update();

        session.get(poll(2));
        session.get(poll(3));

        Await.until(
                "the contact",
                () -> backend.contacts().stream()
                        .anyMatch(contact ->
                                contact.witness().device().equals(device.id()) && contact.manifestVersion() == 3));
    }

    @Test
    void a_contact_says_which_manifest_set_the_device_got() throws IOException {
        TestDevice device = deviceInGroup();
        backend.deploy(group, target(3, List.of()));

        device.update().get(poll(2));

        Await.until(
                "the contact",
                () -> backend.contacts().stream()
                        .anyMatch(contact -> contact.witness().device().equals(device.id()) && contact.offered() == 3));
    }

    @Test
    void a_manifest_set_of_another_group_with_the_same_version_is_not_reported_as_installed() throws IOException {
        TestDevice device = deviceInGroup();
        backend.deploy(group, target(3, List.of()));

        device.update().get("update?have=3");

        Await.until(
                "the contact",
                () -> backend.contacts().stream()
                        .anyMatch(contact -> contact.witness().device().equals(device.id())));
        assertThat(backend.contacts())
                .filteredOn(contact -> contact.witness().device().equals(device.id()))
                .allMatch(contact -> contact.manifestVersion() == 0);
    }

    @Test
    void the_backend_gets_the_serial_of_the_certificate_as_witness() throws IOException {
        TestDevice device = deviceInGroup();
        // Content that no other test has loaded.
        byte[] bytes = group.toString().getBytes(StandardCharsets.US_ASCII);
        InternalApi.TargetImage image = image(bytes);
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, bytes);
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());

        TestDevice.Session session = device.with(chain);
        session.get("update?have=0");
        session.get("images/" + image.image());

        InternalApi.Witness witness = InternalApi.Witness.of(
                device.id(), chain.getFirst().getSerialNumber().toString(16));
        for (String path : List.of(
                "devices/" + device.id() + "/assignment",
                "groups/" + group + "/target",
                "groups/" + group + "/images/" + image.image())) {
            assertThat(backend.witness(path)).as(path).isEqualTo(witness);
        }
        Await.until(
                "the contact",
                () -> backend.contacts().stream()
                        .anyMatch(contact -> contact.witness().equals(witness)));
    }

    @Test
    void the_backend_gets_the_nonce_of_an_untrusted_devices_attestation_as_witness() throws IOException {
        TestDevice device = endorsedDevice();
        backend.distrust(device, group);
        backend.deploy(group, target(1, List.of()));

        assertThat(device.hello().get("update?have=0").statusCode()).isEqualTo(200);

        assertThat(backend.witness("groups/" + group + "/target"))
                .isEqualTo(InternalApi.Witness.of(device.id(), TestDevice.ATTESTATION));
    }

    @Test
    void an_untrusted_device_without_the_nonce_of_an_attestation_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        backend.distrust(device, group);
        backend.deploy(group, target(1, List.of()));
        TestDevice.Session session = device.helloWithoutNonce();

        assertUniformRefusal(session.get("update?have=0"));
        assertUniformRefusal(session.get("update?have=0", Map.of(DeviceProtocol.ATTESTATION_NONCE, "00")));
        assertThat(session.get("update?have=0", Map.of(DeviceProtocol.ATTESTATION_NONCE, "00".repeat(32)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_refused_nonce_does_not_make_a_chip_unknown() throws IOException {
        TestDevice device = endorsedDevice();
        backend.distrust(device, group);
        backend.refuse(device, true);
        int before = backend.requests("challenges");
        TestDevice.Session session = device.hello();

        for (int i = 0; i < 5; i++) {
            assertUniformRefusal(session.get("update?have=0"));
        }

        assertThat(backend.requests("challenges")).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void a_device_whose_witness_is_refused_in_its_group_does_not_affect_other_devices() throws IOException {
        InternalApi.TargetImage image = image(new byte[10]);
        backend.deploy(group, target(1, List.of(image)));
        backend.store(group, image, new byte[10]);
        TestDevice left = deviceInGroup();
        TestDevice.Session session = left.update();
        TestDevice.Session other = deviceInGroup().update();
        assertThat(session.get(poll(1)).statusCode()).isEqualTo(204);
        assertThat(other.get(poll(1)).statusCode()).isEqualTo(204);

        backend.refuse(left, true);
        backend.announce(InternalApi.Change.of(group));

        Await.until("try again", () -> session.get(poll(1)).statusCode() == 503);
        assertUniformRefusal(session.get(poll(1)));
        assertThat(other.get(poll(1)).statusCode()).isEqualTo(204);
        assertThat(other.get("images/" + image.image()).statusCode()).isEqualTo(200);
    }

    private TestDevice deviceInGroup() {
        TestDevice device = device();
        backend.assign(device, group);
        return device;
    }

    private static InternalApi.TargetImage image(byte[] content) {
        return new InternalApi.TargetImage(new ImageId(UUID.randomUUID()), content.length, Digest.sha256(content));
    }

    private static InternalApi.Target target(long version, List<InternalApi.TargetImage> images) {
        return InternalApi.Target.of(new InternalApi.CohortTarget(
                version, manifest(version), Instant.now().plusSeconds(86_400), images));
    }
}
