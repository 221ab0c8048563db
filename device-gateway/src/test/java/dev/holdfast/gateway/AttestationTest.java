package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Challenges and evidence of chips, and the refusal of chips that the backend does not accept. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class AttestationTest extends GatewayTest {
    private static final String EVIDENCE = "application/eat+cwt";

    @Test
    void an_endorsed_chip_gets_a_challenge_and_attests() throws IOException {
        TestDevice.Session session = endorsedDevice().hello();

        HttpResponse<byte[]> challenge = session.post("challenge");
        HttpResponse<byte[]> result = session.post("attest", EVIDENCE, bytes("evidence"));

        assertThat(challenge.statusCode()).isEqualTo(200);
        assertThat(text(challenge)).contains("\"nonce\":\"00").contains("\"expiresInSeconds\":60");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(text(result)).contains("\"outcome\":\"TRUSTED\"").contains("\"customerCertificate\":\"customer\"");
    }

    @Test
    void an_unknown_chip_is_refused_counted_and_remembered() throws IOException {
        TestDevice.Session session = device().hello();
        double refusedBefore = metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\"");

        assertUniformRefusal(session.post("challenge"));
        int asked = backend.requests("challenges");
        assertUniformRefusal(session.post("challenge"));
        assertUniformRefusal(session.post("attest", EVIDENCE, bytes("evidence")));

        assertThat(backend.requests("challenges")).isEqualTo(asked);
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\""))
                .isEqualTo(refusedBefore + 3);
    }

    @Test
    void a_change_clears_the_refusal_of_a_chip() throws IOException {
        TestDevice device = device();
        Await.until("changes are heard", () -> backend.waitsForChanges());
        assertUniformRefusal(device.hello().post("challenge"));

        backend.endorse(device);
        assertUniformRefusal(device.hello().post("challenge"));
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("served", () -> device.hello().post("challenge").statusCode() == 200);
    }

    @Test
    void a_blocked_chip_gets_the_common_refusal_and_is_counted() throws IOException {
        TestDevice device = endorsedDevice();
        TestDevice.Session session = device.hello();
        backend.block(device);
        double unknownBefore = metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\"");
        double blockedBefore = metric("holdfast_gateway_refusals_total{reason=\"blocked\"");

        assertUniformRefusal(session.post("attest", EVIDENCE, bytes("evidence")));
        assertUniformRefusal(session.post("challenge"));
        assertUniformRefusal(session.post("challenge"));

        assertThat(metric("holdfast_gateway_refusals_total{reason=\"blocked\"")).isEqualTo(blockedBefore + 3);
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\""))
                .isEqualTo(unknownBefore);
    }

    /** The fake backend rejects evidence of fewer than four bytes. */
    @Test
    void rejected_evidence_is_a_bad_request_without_details() throws IOException {
        HttpResponse<byte[]> answer = endorsedDevice().hello().post("attest", EVIDENCE, bytes("abc"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).doesNotContain("secret reason");
    }

    @Test
    void missing_evidence_and_other_media_types_are_bad_requests() throws IOException {
        TestDevice.Session session = endorsedDevice().hello();

        assertThat(session.post("attest", "text/plain", bytes("evidence")).statusCode())
                .isEqualTo(400);
        assertThat(session.post("attest", EVIDENCE, new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void evidence_of_more_than_8_KiB_is_too_large() throws IOException {
        TestDevice device = endorsedDevice();

        assertThat(device.hello().post("attest", EVIDENCE, new byte[8192]).statusCode())
                .isEqualTo(200);
        assertThat(device.hello().post("attest", EVIDENCE, new byte[8193]).statusCode())
                .isEqualTo(413);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
