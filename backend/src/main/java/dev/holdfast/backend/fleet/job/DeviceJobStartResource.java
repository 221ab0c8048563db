package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.job.StartDeviceJob.Request;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Beginning jobs: one operation an act, each for whoever may do the act. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device jobs")
public class DeviceJobStartResource {
    private static final String HOW =
            " Up to 100,000 devices, by ID or by a filter; which those are is settled now. With a filter, send what its preview"
                    + " said: devices as atMost, and asOf. Ages such as seen:>1h are then counted from the preview, which may be 15 minutes old, and where"
                    + " more devices meet the filter by now, nothing begins. It is done where whoever began it may do this: with a role in a part of the"
                    + " catalog alone a filter finds the devices there, and others that are named are left out as if they were not there. The answer says where the job is. The job ends if whoever began it may not do this any more.";

    private final Access access;
    private final StartDeviceJob startDeviceJob;

    DeviceJobStartResource(Access access, StartDeviceJob startDeviceJob) {
        this.access = access;
        this.startDeviceJob = startDeviceJob;
    }

    @POST
    @Path("move")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_FLEET, inPart = true)
    @Operation(
            operationId = "moveDevicesByJob",
            summary = "Move devices by a job",
            description =
                    "Puts devices of the catalog into a group; product and group .unassigned, or .default, are none. It takes the role where"
                            + " the devices are and in the group."
                            + HOW)
    public Uni<RestResponse<DeviceJobView>> move(NewMoveJob wanted, @Context UriInfo uri) {
        NewMoveJob move = Bodies.required(wanted);
        return begin(uri, JobWish.into(DeviceJobAct.MOVE, move.product(), move.group()), move.devices(), move.reason());
    }

    @POST
    @Path("tag")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_FLEET, inPart = true)
    @Operation(
            operationId = "tagDevicesByJob",
            summary = "Tag devices by a job",
            description = "Gives devices tags and takes tags away." + HOW)
    public Uni<RestResponse<DeviceJobView>> tag(NewTagJob wanted, @Context UriInfo uri) {
        NewTagJob tag = Bodies.required(wanted);
        return begin(uri, JobWish.tags(tag.add(), tag.remove()), tag.devices(), tag.reason());
    }

    @POST
    @Path("claim")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "claimDevicesByJob",
            summary = "Claim devices by a job",
            description =
                    "By the manufacturers' word for the catalog, into a group (or none: product and group .unassigned, or .default); proofs of possession are for devices/claim. Up to"
                            + " 100,000 devices. The answer says where the job is.")
    public Uni<RestResponse<DeviceJobView>> claim(NewClaimJob wanted, @Context UriInfo uri) {
        NewClaimJob claim = Bodies.required(wanted);
        return begin(
                uri,
                JobWish.into(DeviceJobAct.CLAIM, claim.product(), claim.group()),
                new DeviceSelection(claim.deviceIds(), null, null, null),
                null);
    }

    @POST
    @Path("block")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_CATALOG, inPart = true)
    @Operation(
            operationId = "blockDevicesByJob",
            summary = "Block devices by a job",
            description = "Gateways refuse each within two seconds of the job coming to it." + HOW)
    public Uni<RestResponse<DeviceJobView>> block(NewBlockJob wanted, @Context UriInfo uri) {
        NewBlockJob block = Bodies.required(wanted);
        return begin(uri, JobWish.of(DeviceJobAct.BLOCK), block.devices(), block.reason());
    }

    @POST
    @Path("unblock")
    @APIResponseSchema(value = DeviceJobView.class, responseCode = "202", responseDescription = "Accepted")
    @InCatalog(value = Permission.MANAGE_CATALOG, inPart = true)
    @Operation(
            operationId = "unblockDevicesByJob",
            summary = "Unblock devices by a job",
            description = "They are let in again with what they have." + HOW)
    public Uni<RestResponse<DeviceJobView>> unblock(NewBlockJob wanted, @Context UriInfo uri) {
        NewBlockJob unblock = Bodies.required(wanted);
        return begin(uri, JobWish.of(DeviceJobAct.UNBLOCK), unblock.devices(), unblock.reason());
    }

    private Uni<RestResponse<DeviceJobView>> begin(
            UriInfo uri, JobWish wish, DeviceSelection devices, @Nullable String reason) {
        String jobs = OperatorApi.BASE + "catalogs/" + uri.getPathParameters().getFirst("catalog") + "/device-jobs/";
        DeviceJobAct act = wish.act();
        Reach reach =
                Reach.of(act, access.catalog(), access.caller().authority().scopesIn(access.catalog(), act.needs()));
        return startDeviceJob
                .start(
                        access.caller().principal(),
                        reach,
                        new Request(wish, devices, reason == null ? "" : reason.strip()))
                .map(job -> RestResponse.ResponseBuilder.<DeviceJobView>create(RestResponse.Status.ACCEPTED)
                        .entity(job)
                        .location(uri.getBaseUriBuilder().path(jobs + job.id()).build())
                        .build());
    }
}
