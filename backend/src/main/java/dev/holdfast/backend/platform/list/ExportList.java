package dev.holdfast.backend.platform.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.SafeCsv;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Streams all rows of a list that match a filter. Each page has its own transaction and is read when the client has taken the previous
 * one, so memory holds one page, and a disconnect ends the export.
 */
@ApplicationScoped
public class ExportList {
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final ObjectMapper json;

    ExportList(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Export request.
     *
     * @param actor caller
     * @param name name of the list
     * @param where scopes for the audit log; empty for the whole catalog
     * @param pages rows
     * @param <V> row
     */
    public record ExportRequest<V>(
            String actor,
            CatalogId catalog,
            String name,
            Function<Tx, Uni<String>> where,
            Pages<V> pages,
            Fields fields) {}

    /** Returns CSV (RFC 4180) with a header. */
    public <V> Multi<byte[]> csv(ExportRequest<V> request) {
        Fields fields = request.fields();
        return Multi.createBy()
                .concatenating()
                .streams(
                        audit(request, "CSV")
                                .map(noted -> SafeCsv.line(fields.names()))
                                .toMulti(),
                        rows(request)
                                .map(rows -> rows.stream()
                                        .map(row -> SafeCsv.line(fields.cells(json.valueToTree(row))))
                                        .collect(Collectors.joining())))
                .map(ExportList::bytes);
    }

    /** Returns the rows of each page as lines of JSON. The sender adds the line feed between pages. */
    public <V> Multi<byte[]> ndjson(ExportRequest<V> request) {
        return audit(request, "NDJSON")
                .onItem()
                .transformToMulti(noted -> rows(request))
                .map(rows -> bytes(rows.stream()
                        .map(row -> line(request.fields().of(json.<JsonNode>valueToTree(row))))
                        .collect(Collectors.joining("\n"))));
    }

    private <V> Uni<Boolean> audit(ExportRequest<V> request, String form) {
        return transactions
                .inCatalog(
                        request.catalog(),
                        tx -> request.where()
                                .apply(tx)
                                .chain(where -> tx.audit(AuditEntry.by(
                                        request.actor(),
                                        "ExportList",
                                        request.name(),
                                        sentence(form, request.pages().filter().text(), where)))))
                .replaceWith(true);
    }

    private static String sentence(String form, String filter, String where) {
        return "As " + form + ": " + (filter.isEmpty() ? "all of it" : filter)
                + (where.isEmpty() ? "" : ", in " + where) + ".";
    }

    /** Reads pages on the request's Vert.x context, because transactions need it. */
    private static <V> Multi<List<V>> rows(ExportRequest<V> request) {
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<@Nullable String>(),
                        next -> request.pages()
                                .page(next.get(), PAGE)
                                .runSubscriptionOn(context)
                                .invoke(page -> next.set(page.next())))
                .whilst(page -> page.next() != null)
                .map(Slice::rows)
                .filter(rows -> !rows.isEmpty());
    }

    private String line(JsonNode row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
