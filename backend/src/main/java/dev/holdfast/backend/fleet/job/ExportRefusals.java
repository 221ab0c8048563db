package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.SafeCsv;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Exports a job's refused devices as CSV, page by page. */
@ApplicationScoped
class ExportRefusals {
    private static final int PAGE = 500;
    private static final List<String> HEADER = List.of("deviceId", "code", "reason");

    private final ListDeviceJobs list;

    ExportRefusals(ListDeviceJobs list) {
        this.list = list;
    }

    Multi<byte[]> csv(CatalogId catalog, Caller caller, UUID job) {
        Executor request = MutinyHelper.executor(Vertx.currentContext());
        return list.readable(caller, catalog, job)
                .onItem()
                .transformToMulti(found -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(SafeCsv.line(HEADER)),
                                pages(catalog, caller, job, request)
                                        .map(page -> page.items().stream()
                                                .map(ExportRefusals::line)
                                                .collect(Collectors.joining()))))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads pages on the request's Vert.x context, because transactions need it. The HTTP response may ask for pages on another thread. */
    private Multi<DeviceJobRefusalPage> pages(CatalogId catalog, Caller caller, UUID job, Executor request) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<@Nullable DeviceId>(),
                        after -> list.refusals(caller, catalog, job, after.get(), PAGE)
                                .runSubscriptionOn(request)
                                .invoke(page -> after.set(page.next())))
                .whilst(page -> page.next() != null);
    }

    private static String line(DeviceJobRefusal refusal) {
        return SafeCsv.line(List.of(refusal.deviceId().text(), refusal.code(), refusal.reason()));
    }
}
