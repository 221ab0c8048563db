package dev.holdfast.ui.job;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Acts on many devices of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@RegisterRestClient(configKey = "operator-api")
public interface DeviceJobClient {
    /** Lists a page of the jobs that meet a filter, newest first; null is any. */
    @GET
    RestResponse<List<DeviceJobView>> jobs(@PathParam("catalog") String catalog, @BeanParam ListRequest request);

    /** Tells what a selection is, as far as whoever asks may do an act. */
    @POST
    @Path("preview")
    SelectionPreview preview(
            @PathParam("catalog") String catalog, @QueryParam("act") DeviceJobAct act, DeviceSelection selection);

    /** Begins to move devices. */
    @POST
    @Path("move")
    DeviceJobView move(@PathParam("catalog") String catalog, NewMoveJob wanted);

    /** Begins to tag devices. */
    @POST
    @Path("tag")
    DeviceJobView tag(@PathParam("catalog") String catalog, NewTagJob wanted);

    /** Begins to claim devices. */
    @POST
    @Path("claim")
    DeviceJobView claim(@PathParam("catalog") String catalog, NewClaimJob wanted);

    /** Begins to block devices. */
    @POST
    @Path("block")
    DeviceJobView block(@PathParam("catalog") String catalog, NewBlockJob wanted);

    /** Begins to let devices in again. */
    @POST
    @Path("unblock")
    DeviceJobView unblock(@PathParam("catalog") String catalog, NewBlockJob wanted);

    /** Gets one. */
    @GET
    @Path("{job}")
    DeviceJobView job(@PathParam("catalog") String catalog, @PathParam("job") String job);

    /** Lists what one left as it was; at most 500. */
    @GET
    @Path("{job}/refusals")
    DeviceJobRefusalPage refusals(
            @PathParam("catalog") String catalog, @PathParam("job") String job, @QueryParam("limit") int limit);

    /** Gets all of that as a file. */
    @GET
    @Path("{job}/refusals.csv")
    byte[] refusalsFile(@PathParam("catalog") String catalog, @PathParam("job") String job);

    /** Stops one. */
    @POST
    @Path("{job}/cancel")
    DeviceJobView cancel(@PathParam("catalog") String catalog, @PathParam("job") String job);
}
