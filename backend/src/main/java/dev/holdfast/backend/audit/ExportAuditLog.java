package dev.holdfast.backend.audit;

import dev.holdfast.backend.audit.LogPages.Head;
import dev.holdfast.backend.audit.LogPages.Page;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.tlog.AuditBundle;
import dev.holdfast.contract.tlog.Tile;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;

/** Exports a log as an {@link AuditBundle}, which can be verified without Holdfast's database. Writes no audit entry, as all reading of a log. */
@ApplicationScoped
public class ExportAuditLog {
    private final LogPages pages;

    ExportAuditLog(LogPages pages) {
        this.pages = pages;
    }

    /** Returns the file in chunks. */
    public Multi<byte[]> export(CatalogId catalog) {
        return pages.head(catalog)
                .onItem()
                .transformToMulti(head -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(() -> checkpoints(head)),
                                pages.all(catalog, head).map(ExportAuditLog::chunk)))
                .filter(chunk -> chunk.length > 0);
    }

    private static byte[] checkpoints(Head head) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        head.checkpoints().forEach(note -> bytes.writeBytes(AuditBundle.checkpoint(note)));
        return bytes.toByteArray();
    }

    private static byte[] chunk(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.forEach(
                hashes -> bytes.writeBytes(AuditBundle.hashes(Tile.join(hashes).bytes())),
                entry -> bytes.writeBytes(AuditBundle.entry(Leaf.of(entry))));
        return bytes.toByteArray();
    }
}
