package dev.holdfast.ui.client;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Who is signed in, and the catalogs. */
@Path(OperatorApi.BASE)
@RegisterRestClient(configKey = "operator-api")
public interface SessionClient {
    @GET
    @Path("me")
    Me me();

    /** Creates a catalog; installation owners only. */
    @POST
    @Path("catalogs")
    CatalogView createCatalog(NewCatalog catalog);
}
