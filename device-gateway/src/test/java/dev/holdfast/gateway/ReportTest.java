package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports of devices: their acknowledgement, rejection and limits. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class ReportTest extends GatewayTest {
    @AfterEach
    void reports_are_durable_again() {
        backend.reportsAreDurable(true);
    }

    @Test
    void a_report_is_acknowledged_when_the_backend_has_stored_it() throws IOException {
        TestDevice device = device();
        UUID id = UUID.randomUUID();

        HttpResponse<byte[]> answer = post(device.update(), "update", id, DeviceReport.Kind.UPDATE_INSTALLED);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(backend.reports()).anySatisfy(report -> {
            assertThat(report.witness().device()).isEqualTo(device.id());
            assertThat(report.report().id()).isEqualTo(id);
            assertThat(report.report().detail()).containsEntry("manifestVersion", "3");
        });
    }

    @Test
    void a_report_that_is_not_stored_is_not_acknowledged() throws IOException {
        TestDevice.Session session = device().customer();
        UUID id = UUID.randomUUID();

        backend.reportsAreDurable(false);
        HttpResponse<byte[]> first = post(session, "event", id, DeviceReport.Kind.APP_CRASH);
        backend.reportsAreDurable(true);
        HttpResponse<byte[]> second = post(session, "event", id, DeviceReport.Kind.APP_CRASH);

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(2L, 10L);
        assertThat(second.statusCode()).isEqualTo(204);
    }

    @Test
    void a_batch_is_acknowledged_when_the_backend_has_all_reports() throws IOException {
        TestDevice device = device();
        List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID());

        HttpResponse<byte[]> answer = post(
                device.update(),
                "batch",
                List.of(
                        report(ids.getFirst(), DeviceReport.Kind.UPDATE_INSTALLED),
                        report(ids.getLast(), DeviceReport.Kind.UPDATE_STATE)));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(backend.reports().stream()
                        .filter(report -> report.witness().device().equals(device.id()))
                        .map(report -> report.report().id()))
                .containsExactlyElementsOf(ids);
        assertUniformRefusal(
                post(device.customer(), "batch", List.of(report(UUID.randomUUID(), DeviceReport.Kind.UPDATE_STATE))));
    }

    @Test
    void a_batch_with_an_invalid_report_is_a_bad_request() throws IOException {
        TestDevice.Session session = device().update();
        String valid = report(UUID.randomUUID(), DeviceReport.Kind.UPDATE_STATE);

        for (List<String> batch : List.of(
                List.<String>of(),
                List.of(valid, "null"),
                List.of(valid, "{}"),
                List.of(valid, report(UUID.randomUUID(), DeviceReport.Kind.APP_CRASH)),
                Collections.nCopies(33, valid))) {
            assertThat(post(session, "batch", batch).statusCode())
                    .as("%s", batch)
                    .isEqualTo(400);
        }
        assertThat(post(session, "update", UUID.randomUUID(), DeviceReport.Kind.UPDATE_STATE)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_report_kind_on_the_wrong_path_is_a_bad_request() throws IOException {
        assertThat(post(device().update(), "update", UUID.randomUUID(), DeviceReport.Kind.APP_CRASH)
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(device().customer(), "event", UUID.randomUUID(), DeviceReport.Kind.UPDATE_INSTALLED)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_malformed_report_is_a_bad_request() throws IOException {
        TestDevice.Session session = device().customer();

        for (String body : List.of("", "[]", "null", "{}", "{\"id\":\"x\"}", "{\"kind\":\"APP_CRASH\"}")) {
            assertThat(session.post("reports/event", "application/json", body.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_report_of_more_than_16_KiB_is_too_large() throws IOException {
        assertThat(device().customer()
                        .post("reports/event", "application/json", new byte[16 * 1024 + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(device().customer()
                        .post("reports/event", "application/json", new byte[64 * 1024])
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_report_that_cannot_be_stored_is_a_bad_request() throws IOException {
        TestDevice.Session session = device().customer();

        for (String poison : List.of(
                report("2026-11-24T12:00:00Z", "a\\u0000b"),
                report("2026-11-24T12:00:00Z", "\\ud800"),
                report("2026-11-24T12:00:00Z", "\\udc00\\ud800"),
                report("+1000000000-12-31T23:59:59Z", "a"),
                report("-1000000000-01-01T00:00:00Z", "a"),
                report("+10000-01-01T00:00:00Z", "a"))) {
            assertThat(session.post("reports/event", "application/json", poison.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .as(poison)
                    .isEqualTo(400);
        }
        assertThat(post(session, "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_rejected_report_does_not_affect_others() {
        UUID bad = UUID.randomUUID();
        backend.rejectReport(bad);
        assertOnlyOneFails(bad, 400);
    }

    @Test
    void a_report_that_makes_the_backend_fail_does_not_block_others() {
        UUID bad = UUID.randomUUID();
        backend.failAtReport(bad);
        assertOnlyOneFails(bad, 503);
    }

    @Test
    void a_device_above_its_limit_of_reports_is_slowed_without_further_requests_to_the_backend() throws IOException {
        TestDevice loops = device();
        TestDevice.Session session = loops.customer();
        backend.limitReports(loops.id());

        HttpResponse<byte[]> first = post(session, "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT);
        int requests = backend.requests("reports");
        HttpResponse<byte[]> second = post(session, "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT);

        assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(429, 429);
        assertThat(second.headers().firstValueAsLong("retry-after")).isPresent();
        assertThat(backend.requests("reports")).isEqualTo(requests);
        assertThat(post(device().customer(), "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_report_without_a_valid_witness_is_refused_like_every_other_refusal() throws IOException {
        TestDevice unknown = device();
        TestDevice.Session session = unknown.customer();
        assertThat(post(session, "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT)
                        .statusCode())
                .isEqualTo(204);

        backend.refuse(unknown, true);

        assertUniformRefusal(post(session, "event", UUID.randomUUID(), DeviceReport.Kind.APP_EVENT));
    }

    /** Submits 20 reports at once and asserts that only {@code bad} fails, with this status. */
    private void assertOnlyOneFails(UUID bad, int status) {
        List<UUID> ids = IntStream.range(0, 20)
                .mapToObj(i -> i == 7 ? bad : UUID.randomUUID())
                .toList();

        List<CompletableFuture<Integer>> answers = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(() -> status(device().customer(), id)))
                .toList();

        for (int i = 0; i < ids.size(); i++) {
            assertThat(answers.get(i).join()).isEqualTo(i == 7 ? status : 204);
        }
    }

    /**
     * Returns the JSON of an event.
     *
     * @param at time, in JSON
     * @param detail text, in JSON with escapes
     */
    private static String report(String at, String detail) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"at\":\"" + at
                + "\",\"kind\":\"APP_EVENT\",\"detail\":{\"text\":\"" + detail + "\"}}";
    }

    private static int status(TestDevice.Session session, UUID id) {
        try {
            return post(session, "event", id, DeviceReport.Kind.APP_EVENT).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> post(TestDevice.Session session, String path, UUID id, DeviceReport.Kind kind)
            throws IOException {
        return session.post(
                "reports/" + path, "application/json", report(id, kind).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<byte[]> post(TestDevice.Session session, String path, List<String> reports)
            throws IOException {
        String batch = '[' + String.join(",", reports) + ']';
        return session.post("reports/" + path, "application/json", batch.getBytes(StandardCharsets.UTF_8));
    }

    private static String report(UUID id, DeviceReport.Kind kind) {
        return "{\"id\":\"" + id + "\",\"at\":\"2026-11-24T12:00:00Z\",\"kind\":\"" + kind
                + "\",\"detail\":{\"manifestVersion\":\"3\"}}";
    }
}
