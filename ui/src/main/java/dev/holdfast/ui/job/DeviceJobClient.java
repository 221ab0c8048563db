package dev.holdfast.ui.job;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.product.TargetImpact;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Starts, lists and cancels jobs on the devices of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@RegisterRestClient(configKey = "operator-api-long")
public interface DeviceJobClient {
    /** Lists a page of the jobs that match a filter, newest first. */
    @GET
    RestResponse<List<DeviceJobView>> jobs(String catalog, @BeanParam ListRequest request);

    /** Previews a selection, limited to devices that the person may change. */
    @POST
    @Path("preview")
    SelectionPreview preview(String catalog, @RestQuery DeviceJobOperation operation, DeviceSelection selection);

    /** Returns what a move would do to the software of the devices now. */
    @POST
    @Path("move-impact")
    TargetImpact preview(String catalog, NewMoveJob job);

    @POST
    @Path("move")
    DeviceJobView move(String catalog, NewMoveJob job);

    @POST
    @Path("tag")
    DeviceJobView tag(String catalog, NewTagJob job);

    @POST
    @Path("claim")
    DeviceJobView claim(String catalog, NewClaimJob job);

    @POST
    @Path("block")
    DeviceJobView block(String catalog, NewBlockJob job);

    @POST
    @Path("unblock")
    DeviceJobView unblock(String catalog, NewBlockJob job);

    @GET
    @Path("{job}")
    DeviceJobView job(String catalog, String job);

    /** Lists the devices that a job refused, at most 500. */
    @GET
    @Path("{job}/refusals")
    DeviceJobRefusalPage refusals(String catalog, String job, @RestQuery int limit);

    @GET
    @Path("{job}/refusals.csv")
    byte[] refusalsFile(String catalog, String job);

    @POST
    @Path("{job}/cancel")
    DeviceJobView cancel(String catalog, String job);
}
