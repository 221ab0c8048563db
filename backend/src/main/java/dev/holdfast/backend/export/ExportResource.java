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
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "exportListAsCsv",
            summary = "Export a list as CSV",
            description =
                    "All rows that match the filter, in the requested order, with a header (RFC 4180). Devices and approvals: those in scopes"
                            + " that the caller can read. Tokens: those that the caller can revoke. Values that a spreadsheet could"
                            + " read as a formula begin with an apostrophe. Lists of words are separated by blanks; nested values are"
                            + " JSON. An incomplete export ends without the last HTTP chunk.")
    public Multi<byte[]> csv(
            @PathParam("catalog") String catalog,
            @PathParam("list") String list,
            @BeanParam ExportParameters parameters) {
        return ExportFiles.named(catalog + "-" + list + ".csv", exportList.csv(lists.ofCatalog(list, parameters)));
    }

    @GET
    @Path("{list}.ndjson")
    @Produces("application/x-ndjson")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "exportListAsJsonLines",
            summary = "Export a list as NDJSON",
            description =
                    "All rows that match the filter, in the requested order, one JSON object a line. Devices and approvals: those in scopes"
                            + " that the caller can read. Tokens: those that the caller can revoke.")
    public Multi<byte[]> ndjson(
            @PathParam("catalog") String catalog,
            @PathParam("list") String list,
            @BeanParam ExportParameters parameters) {
        return ExportFiles.named(
                catalog + "-" + list + ".ndjson", exportList.ndjson(lists.ofCatalog(list, parameters)));
    }
}
