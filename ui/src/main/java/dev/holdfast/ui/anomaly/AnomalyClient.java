package dev.holdfast.ui.anomaly;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.anomaly.Dismissal;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Anomalies of a catalog and of its devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface AnomalyClient {
    /** Lists a page of the anomalies that match a filter, newest first. */
    @GET
    @Path("anomalies")
    RestResponse<List<AnomalyView>> anomalies(String catalog, @BeanParam ListRequest request);

    /** Lists the anomalies of a device, newest first. */
    @GET
    @Path("devices/{device}/anomalies")
    List<AnomalyView> of(String catalog, String device);

    @POST
    @Path("devices/{device}/anomalies/{kind}/dismissal")
    AnomalyView dismiss(String catalog, String device, AnomalyKind kind, Dismissal dismissal);
}
