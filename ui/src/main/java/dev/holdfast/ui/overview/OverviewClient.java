package dev.holdfast.ui.overview;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.Overview;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A catalog in numbers. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface OverviewClient {
    @GET
    @Path("overview")
    Overview overview(@PathParam("catalog") String catalog);
}
