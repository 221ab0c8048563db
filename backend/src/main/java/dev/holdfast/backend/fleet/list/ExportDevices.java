package dev.holdfast.backend.fleet.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.SafeCsv;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives every device that meets a filter, as lines. One page after the other, each in a transaction of its own and only when the
 * client has taken the one before: there is never more than a page in memory, and a client that leaves ends it.
 */
@ApplicationScoped
public class ExportDevices {
    private static final int PAGE = 500;

    private final ListDevices listDevices;
    private final Transactions transactions;
    private final AuditLog audit;
    private final ObjectMapper json;

    ExportDevices(ListDevices listDevices, Transactions transactions, AuditLog audit, ObjectMapper json) {
        this.listDevices = listDevices;
        this.transactions = transactions;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What is exported.
     *
     * @param filter which devices
     * @param order in which order
     * @param fields which fields of them
     */
    record Wanted(Filter filter, DeviceOrder order, ChosenFields fields) {}

    /** Returns CSV (RFC 4180) with a header. */
    Multi<byte[]> csv(Caller caller, CatalogId catalog, Wanted wanted) {
        List<String> columns = wanted.fields().names().isEmpty()
                ? ChosenFields.ALL
                : wanted.fields().names();
        return Multi.createBy()
                .concatenating()
                .streams(
                        noted(caller, catalog, wanted, "CSV")
                                .map(noted -> SafeCsv.line(columns))
                                .toMulti(),
                        pages(catalog, wanted)
                                .map(devices -> devices.stream()
                                        .map(device -> SafeCsv.line(cells(device, columns)))
                                        .collect(Collectors.joining())))
                .map(ExportDevices::bytes);
    }

    /** Returns a JSON object a line; whoever sends it ends each part with a line feed. */
    Multi<byte[]> ndjson(Caller caller, CatalogId catalog, Wanted wanted) {
        return noted(caller, catalog, wanted, "NDJSON")
                .onItem()
                .transformToMulti(noted -> pages(catalog, wanted))
                .map(devices -> bytes(devices.stream()
                        .map(device -> line(device, wanted.fields()))
                        .collect(Collectors.joining("\n"))));
    }

    private Uni<Boolean> noted(Caller caller, CatalogId catalog, Wanted wanted, String form) {
        String filter = wanted.filter().text();
        return transactions
                .sqlInCatalog(
                        catalog,
                        sql -> audit.append(
                                sql,
                                catalog,
                                caller.name(),
                                "ExportDevices",
                                "devices",
                                "As " + form + ": " + (filter.isEmpty() ? "all of them" : filter) + "."))
                .replaceWith(true);
    }

    /** On the context of the request whatever thread asks for more: transactions need it. */
    private Multi<List<DeviceView>> pages(CatalogId catalog, Wanted wanted) {
        Executor request = MutinyHelper.executor(Vertx.currentContext());
        String list = ListDevices.Wanted.list(wanted.filter(), wanted.order());
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<@Nullable String>(),
                        next -> listDevices
                                .slice(
                                        catalog,
                                        new ListDevices.Wanted(
                                                wanted.filter(),
                                                wanted.order(),
                                                PageCursor.parse(next.get(), list),
                                                0,
                                                PAGE))
                                .runSubscriptionOn(request)
                                .invoke(page -> next.set(page.next())))
                .whilst(page -> page.next() != null)
                .map(DevicePage::devices)
                .filter(devices -> !devices.isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String line(DeviceView device, ChosenFields fields) {
        ObjectNode all = json.valueToTree(device);
        try {
            return json.writeValueAsString(fields.names().isEmpty() ? all : all.retain(fields.names()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> cells(DeviceView device, List<String> columns) {
        JsonNode all = json.valueToTree(device);
        return columns.stream().map(column -> cell(all.path(column))).toList();
    }

    /** Lists of words have blanks between them; what has parts is JSON. */
    private static String cell(JsonNode value) {
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isTextual)) {
            return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
        }
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
