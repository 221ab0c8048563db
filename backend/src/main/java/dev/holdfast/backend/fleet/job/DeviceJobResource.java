package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.SelectionPreview;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Device jobs of a catalog: progress, refused devices, cancellation. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device jobs")
public class DeviceJobResource {
    private final Access access;
    private final ListDeviceJobs list;
    private final ListResponses responses;
    private final StartDeviceJob start;
    private final PreviewSelection preview;
    private final ExportRefusals export;

    DeviceJobResource(
            Access access,
            ListDeviceJobs list,
            ListResponses responses,
            StartDeviceJob start,
            PreviewSelection preview,
            ExportRefusals export) {
        this.access = access;
        this.list = list;
        this.responses = responses;
        this.start = start;
        this.preview = preview;
        this.export = export;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = DeviceJobView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeviceJobs",
            summary = "List device jobs",
            description =
                    "Newest first (-at). The newest 100 finished jobs of each person are kept. With a role in a part of the catalog"
                            + " only, returns your own jobs.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                list, list.of(access.caller(), access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @POST
    @Path("preview")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "previewDeviceSelection",
            summary = "Preview a device selection",
            description =
                    "Counts the selected devices by group and state. Includes devices where the caller may perform the operation, or"
                            + " may read if operation is missing. Changes nothing.")
    public Uni<SelectionPreview> preview(
            @QueryParam("operation") @Nullable String operation, DeviceSelection selection) {
        return preview.of(scopes(operation), Bodies.required(selection));
    }

    private JobScopes scopes(@Nullable String operation) {
        Permission needed = operation == null
                ? Permission.READ
                : Parameters.constant("operation", operation, DeviceJobOperation.class)
                        .needs();
        return new JobScopes(access.catalog(), access.caller().authority().scopesIn(access.catalog(), needed));
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "getDeviceJob",
            summary = "Read a device job",
            description = "Returns its progress and results so far.")
    public Uni<DeviceJobView> get(@PathParam("id") String id) {
        return list.readable(access.caller(), access.catalog(), Parameters.guid("Job", id));
    }

    @GET
    @Path("{id}/refusals")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "listDeviceJobRefusals",
            summary = "List the devices that a job refused",
            description =
                    "A page of devices that the job could not change, each with the reason, ordered by device ID.")
    public Uni<DeviceJobRefusalPage> refusals(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        return list.refusals(
                access.caller(),
                access.catalog(),
                Parameters.guid("Job", id),
                after == null ? null : Parameters.device(after),
                Parameters.limit(limit));
    }

    @GET
    @Path("{id}/refusals.csv")
    @Produces("text/csv")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "exportDeviceJobRefusals",
            summary = "Export the devices that a job refused",
            description =
                    "CSV with a header (RFC 4180), ordered by device ID. Kept: the first 10,000 of a job, for the newest 20"
                            + " jobs of each person.")
    public Multi<byte[]> refusals(@PathParam("id") String id) {
        return export.csv(access.catalog(), access.caller(), Parameters.guid("Job", id));
    }

    @POST
    @Path("{id}/cancel")
    @InCatalog(value = Permission.MANAGE_FLEET, inPart = true)
    @Operation(
            operationId = "cancelDeviceJob",
            summary = "Cancel a device job",
            description =
                    "Devices changed so far stay changed. A finished job stays as it is. Requires the permission to start the"
                            + " job; with a role in a part of the catalog only, you can cancel your own jobs.")
    public Uni<DeviceJobView> cancel(@PathParam("id") String id) {
        return start.cancel(Parameters.guid("Job", id));
    }
}
