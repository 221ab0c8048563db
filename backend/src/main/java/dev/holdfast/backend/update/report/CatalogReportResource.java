package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceReportView;
import dev.holdfast.contract.operator.identity.Permission;
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

@Path(OperatorApi.BASE + "catalogs/{catalog}/reports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class CatalogReportResource {
    private final Access access;
    private final ListCatalogReports listReports;
    private final ListResponses responses;

    CatalogReportResource(Access access, ListCatalogReports listReports, ListResponses responses) {
        this.access = access;
        this.listReports = listReports;
        this.responses = responses;
    }

    @GET
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = DeviceReportView[].class, responseCode = "200")
    @Operation(
            operationId = "listCatalogReports",
            summary = "List the reports of all devices",
            description =
                    "Crashes, update results and events that match the filter, such as kind:app-crash. Sort order: -received"
                            + " (newest first, the default).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listReports, listReports.pages(access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }
}
