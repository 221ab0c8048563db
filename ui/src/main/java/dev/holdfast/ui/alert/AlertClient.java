package dev.holdfast.ui.alert;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.alert.AlertAction;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Alerts of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface AlertClient {
    /** Lists a page of the alerts that match a filter. */
    @GET
    @Path("alerts")
    RestResponse<List<AlertView>> alerts(String catalog, @BeanParam ListRequest request);

    @GET
    @Path("alerts/counts")
    AlertCounts counts(String catalog);

    @GET
    @Path("alerts/{alert}")
    AlertView alert(String catalog, String alert);

    /** Lists a page of the timeline, newest first. The request has no filter. */
    @GET
    @Path("alerts/{alert}/steps")
    RestResponse<List<AlertStepView>> steps(String catalog, String alert, @BeanParam ListRequest request);

    /** Lists a page of the subjects, affected ones first. The request has no filter. */
    @GET
    @Path("alerts/{alert}/subjects")
    RestResponse<List<AlertSubjectView>> subjects(String catalog, String alert, @BeanParam ListRequest request);

    /** Acts on all alerts or on none, and returns them. */
    @POST
    @Path("alert-actions")
    List<AlertView> act(String catalog, AlertAction action);
}
