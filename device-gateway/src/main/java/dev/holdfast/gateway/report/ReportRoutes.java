package dev.holdfast.gateway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.Responses;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes {@code POST reports/update} and {@code POST reports/event}. */
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
        mount(router, "reports/update", true);
        mount(router, "reports/event", false);
    }

    private void mount(Router router, String path, boolean aboutUpdates) {
        router.post(DeviceProtocol.BASE + path)
                .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                .handler(BodyHandler.create(false).setBodyLimit(MAX_REPORT_BYTES))
                .handler(request -> report(request, aboutUpdates));
    }

    private void report(RoutingContext request, boolean aboutUpdates) {
        Optional<DeviceReport> report = read(request);
        if (report.isEmpty()) {
            Responses.malformed(request, "the body is not a device report");
        } else if (report.get().kind().isAboutUpdates() != aboutUpdates) {
            Responses.malformed(request, report.get().kind() + " is not accepted on this path");
        } else {
            batches.add(new InternalApi.Report(DeviceGate.identity(request).witness(), report.get()))
                    .onComplete(durable -> answer(request), failure -> fail(request, failure));
        }
    }

    // Jackson leaves absent members null despite the declaration.
    @SuppressWarnings("ConstantValue")
    private Optional<DeviceReport> read(RoutingContext request) {
        try {
            @Nullable String body = request.body().asString();
            @Nullable DeviceReport report = body == null ? null : json.readValue(body, DeviceReport.class);
            return Optional.ofNullable(report)
                    .filter(read -> read.id() != null && read.at() != null && read.kind() != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
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
