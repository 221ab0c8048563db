package dev.holdfast.gateway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.Responses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routes {@code POST reports/update}, {@code POST reports/batch} and {@code POST reports/event}. */
@Singleton
final class ReportRoutes {
    private static final int MAX_REPORT_BYTES = 16 * 1024;
    /** Time for the response of the backend, after which the device gets status 503. */
    private static final int MAX_MILLIS = 20_000;

    private final ObjectMapper json;
    private final ReportBatches batches;
    private final BackendOutcomes outcomes;

    ReportRoutes(ObjectMapper json, ReportBatches batches, BackendOutcomes outcomes) {
        this.json = json;
        this.batches = batches;
        this.outcomes = outcomes;
    }

    void mount(@Observes Router router) {
        mount(router, "reports/update", request -> report(request, true, one(request)));
        mount(router, "reports/batch", request -> report(request, true, batch(request)));
        mount(router, "reports/event", request -> report(request, false, one(request)));
    }

    private static void mount(Router router, String path, Handler<RoutingContext> report) {
        router.post(DeviceProtocol.BASE + path)
                .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                .handler(BodyHandler.create(false).setBodyLimit(MAX_REPORT_BYTES))
                .handler(report);
    }

    /**
     * Submits reports of a device.
     *
     * @param reports the reports; empty if the body is malformed
     */
    private void report(RoutingContext request, boolean aboutUpdates, List<DeviceReport> reports) {
        Optional<DeviceReport> other = reports.stream()
                .filter(report -> report.kind().isAboutUpdates() != aboutUpdates)
                .findFirst();
        if (reports.isEmpty()) {
            Responses.malformed(request, "the body is not a device report, or not an array of them");
        } else if (other.isPresent()) {
            Responses.malformed(request, other.get().kind() + " is not accepted on this path");
        } else {
            InternalApi.Witness witness = DeviceGate.identity(request).witness();
            Future.all(reports.stream()
                            .map(report -> batches.add(new InternalApi.Report(witness, report)))
                            .toList())
                    .onComplete(durable -> answer(request), failure -> fail(request, failure));
        }
    }

    private List<DeviceReport> one(RoutingContext request) {
        DeviceReport report = read(request, DeviceReport.class);
        return report != null && isComplete(report) ? List.of(report) : List.of();
    }

    /** Returns the reports of the body; none if one of them is malformed, or if there are too many. */
    private List<DeviceReport> batch(RoutingContext request) {
        @Nullable DeviceReport[] reports = read(request, DeviceReport[].class);
        return reports != null
                        && reports.length <= DeviceProtocol.MAX_REPORTS
                        && Stream.of(reports).allMatch(ReportRoutes::isComplete)
                ? List.of(reports)
                : List.of();
    }

    // Jackson leaves absent members null despite the declaration.
    @SuppressWarnings("ConstantValue")
    private static boolean isComplete(@Nullable DeviceReport report) {
        return report != null && report.id() != null && report.at() != null && report.kind() != null;
    }

    private <T> @Nullable T read(RoutingContext request, Class<T> type) {
        try {
            @Nullable String body = request.body().asString();
            return body == null ? null : json.readValue(body, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static void answer(RoutingContext request) {
        if (!request.response().ended()) {
            Responses.noContent(request);
        }
    }

    private void fail(RoutingContext request, Throwable failure) {
        if (!request.response().ended()) {
            outcomes.answer(request, failure);
        }
    }
}
