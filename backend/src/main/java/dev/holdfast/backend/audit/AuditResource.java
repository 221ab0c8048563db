package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.AuditEntryView;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Role;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@Tag(name = "Audit")
public class AuditResource {
    private final Access access;
    private final ListAuditEntries listAuditEntries;

    AuditResource(Access access, ListAuditEntries listAuditEntries) {
        this.access = access;
        this.listAuditEntries = listAuditEntries;
    }

    @GET
    @InCatalog(Role.READER)
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries",
            description = "Who did what, newest first. Numbers have no gaps: a missing one was taken away.")
    public Uni<List<AuditEntryView>> list(@QueryParam("limit") @Nullable String limit) {
        return listAuditEntries.newest(access.catalog(), Parameters.limit(limit));
    }
}
