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

/** The audit log of the installation as a file; its other lists are short. */
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
            description = "Those that meet the filter, as of a catalog.")
    public Multi<byte[]> csv(@BeanParam ExportParameters asked) {
        return exportList.csv(lists.ofInstallation(LOG, asked));
    }

    @GET
    @Path("audit.ndjson")
    @Produces("application/x-ndjson")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "exportInstallationAuditEntriesAsJsonLines",
            summary = "Export audit entries of the installation as lines of JSON",
            description = "Those that meet the filter, as of a catalog.")
    public Multi<byte[]> ndjson(@BeanParam ExportParameters asked) {
        return exportList.ndjson(lists.ofInstallation(LOG, asked));
    }
}
