package dev.holdfast.backend.export;

import dev.holdfast.backend.platform.list.ExportList;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The lists of a catalog as files. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/exports")
@Tag(name = "Exports")
public class ExportResource {
    private final ExportedLists lists;
    private final ExportList exportList;

    ExportResource(ExportedLists lists, ExportList exportList) {
        this.lists = lists;
        this.exportList = exportList;
    }

    @GET
    @Path("{list}.csv")
    @Produces("text/csv")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "exportListAsCsv",
            summary = "Export a list as CSV",
            description =
                    "Every row that meets the filter, of devices where the caller may read, of tokens those that the caller may revoke, in the order asked for, with a header (RFC 4180); what a spreadsheet"
                            + " would take for a formula begins with an apostrophe. Lists of words have blanks between them; what"
                            + " has parts is JSON. It is complete if the answer ends as HTTP says that answers end.")
    public Multi<byte[]> csv(@PathParam("list") String list, @BeanParam ExportParameters asked) {
        return exportList.csv(lists.ofCatalog(list, asked));
    }

    @GET
    @Path("{list}.ndjson")
    @Produces("application/x-ndjson")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "exportListAsJsonLines",
            summary = "Export a list as lines of JSON",
            description =
                    "Every row that meets the filter, of devices where the caller may read, of tokens those that the caller may revoke, in the order asked for, an object"
                            + " a line.")
    public Multi<byte[]> ndjson(@PathParam("list") String list, @BeanParam ExportParameters asked) {
        return exportList.ndjson(lists.ofCatalog(list, asked));
    }
}
