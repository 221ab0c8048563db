package dev.holdfast.backend.export;

import dev.holdfast.backend.platform.list.ExportList;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Exports the audit log of the installation. */
@Path(OperatorApi.BASE + "exports")
@Tag(name = "Exports")
public class InstallationExportResource {
    private static final String LOG = "audit";

    private final ExportedLists lists;
    private final ExportList exportList;

    InstallationExportResource(ExportedLists lists, ExportList exportList) {
        this.lists = lists;
        this.exportList = exportList;
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "exportInstallationAuditEntriesAsCsv",
            summary = "Export audit entries of the installation as CSV",
            description = "Entries that match the filter, as in a catalog's export.")
    public Multi<byte[]> csv(@BeanParam ExportParameters parameters) {
        return ExportFiles.named("installation-audit.csv", exportList.csv(lists.ofInstallation(LOG, parameters)));
    }

    @GET
    @Path("audit.ndjson")
    @Produces("application/x-ndjson")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "exportInstallationAuditEntriesAsJsonLines",
            summary = "Export audit entries of the installation as NDJSON",
            description = "Entries that match the filter, as in a catalog's export.")
    public Multi<byte[]> ndjson(@BeanParam ExportParameters parameters) {
        return ExportFiles.named("installation-audit.ndjson", exportList.ndjson(lists.ofInstallation(LOG, parameters)));
    }
}
