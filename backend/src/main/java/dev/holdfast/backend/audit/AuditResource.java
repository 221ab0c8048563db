package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private final Access access;
    private final ListAuditEntries listAuditEntries;

    AuditResource(Access access, ListAuditEntries listAuditEntries) {
        this.access = access;
        this.listAuditEntries = listAuditEntries;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries",
            description =
                    "Who did what, newest first. Numbers have no gaps: a missing one was taken away. Filter is in the"
                            + " language of lists. The page after"
                            + " this one is that before its last number. Actor is a user name, action a verb; text is looked for in"
                            + " actor, action, subject, detail, reason and the values before and after, or is a whole address or"
                            + " correlation id; all in either case. With people=true what the installation did by itself is left"
                            + " out.")
    public Uni<List<AuditEntryView>> list(
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("text") @Nullable String text,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("people") @Nullable String people,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit) {
        return listAuditEntries.find(
                access.catalog(),
                new AuditLog.Filter(
                        Parameters.before(before),
                        Parameters.text(actor),
                        Parameters.text(text),
                        Parameters.text(action),
                        Parameters.instant("since", since),
                        Parameters.instant("until", until),
                        Parameters.flag("people", people),
                        Parameters.filter(filter, AuditFields.VOCABULARY),
                        Parameters.limit(limit)));
    }
}
