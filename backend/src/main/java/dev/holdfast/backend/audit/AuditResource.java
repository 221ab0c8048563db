package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private final Access access;
    private final ListAuditEntries entries;
    private final ListAnswers answers;

    AuditResource(Access access, ListAuditEntries entries, ListAnswers answers) {
        this.access = access;
        this.entries = entries;
        this.answers = answers;
    }

    @GET
    @InCatalog(Act.READ)
    @APIResponseSchema(value = AuditEntryView[].class, responseCode = "200")
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries",
            description =
                    "Who did what, newest first (-sequence). Numbers have no gaps: a missing one was taken away. text, actor, action, since,"
                            + " until and people are terms of the filter in another form: actor is a user name, action a verb; text is"
                            + " looked for in actor, action, subject, detail, reason and the values before and after, or is a whole"
                            + " address or correlation id; all in either case. With people=true what the installation did by"
                            + " itself is left out.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked, @BeanParam AuditParameters terms) {
        return answers.page(entries, terms.of(entries, access.catalog(), asked), asked);
    }
}
