package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

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
    @APIResponseSchema(value = ReportView[].class, responseCode = "200")
    @Operation(
            operationId = "listReports",
            summary = "List a device's reports",
            description = "Crashes, update results and events, newest first.")
    public Uni<RestResponse<Object>> list(
            @PathParam("deviceId") String deviceId, @BeanParam PageParameters parameters) {
        return listReports
                .page(access.catalog(), Parameters.device(deviceId), parameters)
                .map(page -> ListResponses.page(page, parameters));
    }
}
