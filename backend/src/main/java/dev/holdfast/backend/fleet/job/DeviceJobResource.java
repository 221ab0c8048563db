package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobAct;
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

/** Jobs of a catalog: how far they are, what they left, and their end. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device jobs")
public class DeviceJobResource {
    private final Access access;
    private final ListDeviceJobs list;
    private final ListAnswers answers;
    private final StartDeviceJob start;
    private final PreviewSelection preview;
    private final ExportRefusals export;

    DeviceJobResource(
            Access access,
            ListDeviceJobs list,
            ListAnswers answers,
            StartDeviceJob start,
            PreviewSelection preview,
            ExportRefusals export) {
        this.access = access;
        this.list = list;
        this.answers = answers;
        this.start = start;
        this.preview = preview;
        this.export = export;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = DeviceJobView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeviceJobs",
            summary = "List the jobs of the catalog",
            description =
                    "Newest first (-at). Of those that have ended the newest 100 of each person are kept. Whoever may read parts of the catalog"
                            + " alone sees the jobs that they began.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked) {
        return answers.page(list, list.of(access.caller(), access.catalog(), asked.filter(), asked.sort()), asked);
    }

    @POST
    @Path("preview")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "previewDeviceSelection",
            summary = "See what a selection of devices is",
            description =
                    "How many devices of which groups a job would be about, and how they stand: those where the caller may do the"
                            + " act, or may read when none is named. Changes nothing.")
    public Uni<SelectionPreview> preview(@QueryParam("act") @Nullable String act, DeviceSelection selection) {
        return preview.of(reach(act), Bodies.required(selection));
    }

    private Reach reach(@Nullable String act) {
        Permission needed = act == null
                ? Permission.READ
                : Parameters.constant("act", act, DeviceJobAct.class).needs();
        return new Reach(access.catalog(), access.caller().authority().scopesIn(access.catalog(), needed));
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "getDeviceJob",
            summary = "Read a job",
            description = "How far it is and what came of the devices so far.")
    public Uni<DeviceJobView> get(@PathParam("id") String id) {
        return list.readable(access.caller(), access.catalog(), Parameters.guid("Job", id));
    }

    @GET
    @Path("{id}/refusals")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "listDeviceJobRefusals",
            summary = "List the devices that a job left as they were",
            description =
                    "A page of those that it could not do it to, each with the reason, in the order of device IDs.")
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
            summary = "Export the devices that a job left as they were",
            description =
                    "As CSV with a header (RFC 4180), in the order of device IDs: the first 10,000 of a job, and those of the newest 20"
                            + " jobs of whoever began it.")
    public Multi<byte[]> refusals(@PathParam("id") String id) {
        return export.csv(access.catalog(), access.caller(), Parameters.guid("Job", id));
    }

    @POST
    @Path("{id}/cancel")
    @InCatalog(value = Permission.MANAGE_FLEET, inPart = true)
    @Operation(
            operationId = "cancelDeviceJob",
            summary = "Cancel a job",
            description =
                    "What it did until then stays done. One that has ended stays as it is. It takes what beginning it"
                            + " takes; with a role in a part of the catalog alone one cancels one's own.")
    public Uni<DeviceJobView> cancel(@PathParam("id") String id) {
        return start.cancel(Parameters.guid("Job", id));
    }
}
