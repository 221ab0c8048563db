package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/{deviceId}/reports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class ReportResource {
    private final Access access;
    private final ListReports listReports;

    ReportResource(Access access, ListReports listReports) {
        this.access = access;
        this.listReports = listReports;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listReports",
            summary = "List a device's reports",
            description =
                    "Only the newest limit crashes, update results and events, newest first. next is always null.")
    public Uni<List<ReportView>> list(
            @PathParam("deviceId") String deviceId, @QueryParam("limit") @Nullable String limit) {
        return listReports.newest(access.catalog(), Parameters.device(deviceId), Parameters.limit(limit));
    }
}
