package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.job.StartDeviceJob.Request;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Device jobs of a catalog: start with an API operation for each job operation, progress, refused devices, cancellation. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device jobs")
public class DeviceJobResource {
    private static final String SELECTION =
            " Selects up to 100,000 devices by ID or filter when the job is created. With a filter, send from the preview: devices as"
                    + " atMost, and asOf. Ages such as seen:>1h then count from the preview, at most 15 minutes ago. The request fails if more"
                    + " devices match now. If your role covers only products or device groups, the filter selects devices there, and other"
                    + " IDs are refused as not found. Location is the URL of the job. The job ends if its creator loses the permission.";

    private final Access access;
    private final ListDeviceJobs list;
    private final ListResponses responses;
    private final StartDeviceJob start;
    private final MoveDevices moveDevices;
    private final PreviewSelection preview;
    private final ExportRefusals export;

    DeviceJobResource(
            Access access,
            ListDeviceJobs list,
            ListResponses responses,
            StartDeviceJob start,
            MoveDevices moveDevices,
            PreviewSelection preview,
            ExportRefusals export) {
        this.access = access;
        this.list = list;
        this.responses = responses;
        this.start = start;
        this.moveDevices = moveDevices;
        this.preview = preview;
        this.export = export;
    }

    @GET
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = DeviceJobView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeviceJobs",
            summary = "List device jobs",
            description =
                    "Newest first (-at). The newest 100 finished jobs of each person are kept. With roles for some products or"
                            + " device groups only, returns your own jobs.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                list, list.of(access.caller(), access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @POST
    @Path("preview")
    @InCatalog(value = Permission.READ, anyScope = true)
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

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "getDeviceJob",
            summary = "Read a device job",
            description = "Returns its progress and results so far.")
    public Uni<DeviceJobView> get(@PathParam("id") String id) {
        return list.readable(access.caller(), access.catalog(), Parameters.guid("Job", id));
    }

    @GET
    @Path("{id}/refusals")
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = DeviceJobRefusalPage.class, responseCode = "200")
    @Operation(
            operationId = "listDeviceJobRefusals",
            summary = "List the devices that a job refused",
            description =
                    "A page of devices that the job could not change, each with the reason, ordered by device ID.")
    public Uni<RestResponse<Object>> refusals(@PathParam("id") String id, @BeanParam PageParameters parameters) {
        return list.refusals(
                        access.caller(),
                        access.catalog(),
                        Parameters.guid("Job", id),
                        Parameters.deviceBefore(parameters.cursor()),
                        Parameters.limit(parameters.limit()))
                .map(page -> ListResponses.linked(
                        page,
                        Optional.ofNullable(page.next()).map(DeviceId::text).orElse(null),
                        parameters.uri()));
    }

    @GET
    @Path("{id}/refusals.csv")
    @Produces("text/csv")
    @InCatalog(value = Permission.READ, anyScope = true)
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
    @InCatalog(value = Permission.MANAGE_FLEET, anyScope = true)
    @Operation(
            operationId = "cancelDeviceJob",
            summary = "Cancel a device job",
            description =
                    "Devices changed so far stay changed. A finished job stays as it is. Requires the permission to start the"
                            + " job; with roles for some products or device groups only, you can cancel your own jobs.")
    public Uni<DeviceJobView> cancel(@PathParam("id") String id) {
        return start.cancel(Parameters.guid("Job", id));
    }

    @POST
    @Path("move")
    @APIResponse(
            responseCode = "202",
            description = "Accepted, or pending request for approval",
            headers =
                    @Header(
                            name = "Location",
                            description = "Address of the job; absent for a pending request",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {DeviceJobView.class, ApprovalView.class})))
    @InCatalog(value = Permission.MANAGE_FLEET, anyScope = true)
    @Operation(
            operationId = "moveDevicesByJob",
            summary = "Move devices with a job",
            description =
                    "Moves devices of the catalog into a group. Product and group .unassigned or .default mean no group. Requires"
                            + " the role for the devices' groups and for the destination. If the catalog requires approval, the response"
                            + " is the pending request, without Location. Then name at most 20,000 devices by ID."
                            + SELECTION)
    public Uni<RestResponse<Object>> move(NewMoveJob request, @Context UriInfo uri) {
        NewMoveJob move = Bodies.required(request);
        JobSpec spec = JobSpec.into(DeviceJobOperation.MOVE, move.product(), move.group());
        return moveDevices
                .start(
                        access.caller().principal(),
                        allowed(spec.operation()),
                        request(spec, move.devices(), move.reason()))
                .map(outcome -> outcome instanceof Outcome.Done<DeviceJobView>(DeviceJobView job)
                        ? accepted(uri, (Object) job, job.id())
                        : outcome.ok());
    }

    @POST
    @Path("tag")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_FLEET, anyScope = true)
    @Operation(
            operationId = "tagDevicesByJob",
            summary = "Tag devices with a job",
            description = "Adds and removes tags." + SELECTION)
    public Uni<RestResponse<DeviceJobView>> tag(NewTagJob request, @Context UriInfo uri) {
        NewTagJob tag = Bodies.required(request);
        return begin(uri, JobSpec.tags(tag.add(), tag.remove()), tag.devices(), tag.reason());
    }

    @POST
    @Path("claim")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "claimDevicesByJob",
            summary = "Claim devices with a job",
            description =
                    "Claims up to 100,000 endorsed devices into a group. Product and group .unassigned or .default mean no group. For"
                            + " proofs of possession, use devices/claim. Location is the URL of the job.")
    public Uni<RestResponse<DeviceJobView>> claim(NewClaimJob request, @Context UriInfo uri) {
        NewClaimJob claim = Bodies.required(request);
        return begin(
                uri,
                JobSpec.into(DeviceJobOperation.CLAIM, claim.product(), claim.group()),
                new DeviceSelection(claim.deviceIds(), null, null, null),
                null);
    }

    @POST
    @Path("block")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_CATALOG, anyScope = true)
    @Operation(
            operationId = "blockDevicesByJob",
            summary = "Block devices with a job",
            description = "Gateways refuse each device within two seconds after the job reaches it." + SELECTION)
    public Uni<RestResponse<DeviceJobView>> block(NewBlockJob request, @Context UriInfo uri) {
        NewBlockJob block = Bodies.required(request);
        return begin(uri, JobSpec.of(DeviceJobOperation.BLOCK), block.devices(), block.reason());
    }

    @POST
    @Path("unblock")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_CATALOG, anyScope = true)
    @Operation(
            operationId = "unblockDevicesByJob",
            summary = "Unblock devices with a job",
            description = "Gateways accept the devices and their certificates again." + SELECTION)
    public Uni<RestResponse<DeviceJobView>> unblock(NewBlockJob request, @Context UriInfo uri) {
        NewBlockJob unblock = Bodies.required(request);
        return begin(uri, JobSpec.of(DeviceJobOperation.UNBLOCK), unblock.devices(), unblock.reason());
    }

    private JobScopes scopes(@Nullable String operation) {
        Permission needed = operation == null
                ? Permission.READ
                : Parameters.constant("operation", operation, DeviceJobOperation.class)
                        .needs();
        return new JobScopes(access.catalog(), access.caller().authority().scopesIn(access.catalog(), needed));
    }

    private Uni<RestResponse<DeviceJobView>> begin(
            UriInfo uri, JobSpec spec, DeviceSelection devices, @Nullable String reason) {
        return start.start(access.caller().principal(), allowed(spec.operation()), request(spec, devices, reason))
                .map(job -> accepted(uri, job, job.id()));
    }

    private JobScopes allowed(DeviceJobOperation operation) {
        return JobScopes.of(
                operation, access.catalog(), access.caller().authority().scopesIn(access.catalog(), operation.needs()));
    }

    private static Request request(JobSpec spec, DeviceSelection devices, @Nullable String reason) {
        return new Request(spec, devices, reason == null ? "" : reason.strip());
    }

    private static <T> RestResponse<T> accepted(UriInfo uri, T job, UUID id) {
        String jobs = OperatorApi.BASE + "catalogs/" + uri.getPathParameters().getFirst("catalog") + "/device-jobs/";
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                .location(uri.getBaseUriBuilder().path(jobs + id).build())
                .build();
    }
}
