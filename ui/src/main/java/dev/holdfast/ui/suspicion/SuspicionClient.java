package dev.holdfast.ui.suspicion;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.suspicion.Dismissal;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Suspicions of a catalog and of its devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface SuspicionClient {
    /** Lists a page of the suspicions that meet a filter, what happened last first; null is any. */
    @GET
    @Path("suspicions")
    RestResponse<List<SuspicionView>> suspicions(String catalog, @BeanParam ListRequest request);

    /** Lists those about a device, newest first. */
    @GET
    @Path("devices/{device}/suspicions")
    List<SuspicionView> of(String catalog, String device);

    @POST
    @Path("devices/{device}/suspicions/{kind}/dismissal")
    SuspicionView dismiss(String catalog, String device, SuspicionKind kind, Dismissal dismissal);
}
