package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The listener for gateways. It requires a client certificate. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class InternalListenerTest {
    @Inject
    Gateway gateway;

    @Test
    void the_gateways_certificate_is_accepted() {
        assertThat(gateway.get("changes").statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_without_a_certificate_is_refused() {
        assertThatThrownBy(() -> Gateway.send(
                        gateway.client(null), gateway.request("changes").GET().build()))
                .hasRootCauseInstanceOf(Exception.class);
    }

    @Test
    void another_certificate_of_the_same_authority_is_refused() {
        HttpResponse<byte[]> answer = Gateway.send(
                gateway.client("backend"), gateway.request("changes").GET().build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    @Test
    void malformed_unknown_and_oversized_requests_return_problems() {
        problem(gateway.get("no/such/path"), 404);
        problem(gateway.get("devices/xyz/assignment"), 404);
        problem(gateway.get("groups/xyz/target"), 404);
        problem(gateway.get("changes?after=soon"), 400);
        problem(gateway.post("contacts", "{\"contacts\":".getBytes(StandardCharsets.UTF_8)), 400);
        problem(gateway.post("contacts", "{}".getBytes(StandardCharsets.UTF_8)), 400);
        problem(gateway.post("reports", "{\"reports\":[{}]}".getBytes(StandardCharsets.UTF_8)), 400);
        problem(gateway.post("reports", new byte[5 * 1024 * 1024]), 413);
    }

    @Test
    void a_wait_for_changes_ends_after_the_requested_time() {
        Changes later = gateway.get("changes", Changes.class);
        Instant start;

        // A change by a job of the backend ends a wait early.
        do {
            start = Instant.now();
            later = gateway.get("changes?after=" + later.next() + "&wait=1", Changes.class);
        } while (!later.changes().isEmpty());

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** Asserts that the response is a problem document with this status. */
    private static void problem(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("requestId");
    }
}
