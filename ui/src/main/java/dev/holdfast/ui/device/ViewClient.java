package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** What stands around the list of devices: counts, and views that were kept. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface ViewClient {
    @GET
    @Path("devices/facets")
    DeviceFacets facets(String catalog);

    /** Lists the views that are shared, and one's own. */
    @GET
    @Path("device-views")
    List<SavedView> views(String catalog);

    @POST
    @Path("device-views")
    SavedView save(String catalog, NewSavedView wanted);

    @GET
    @Path("device-views/{view}")
    RestResponse<SavedView> view(String catalog, UUID view);

    /** Throws one away, unless somebody changed it since it was read. */
    @DELETE
    @Path("device-views/{view}")
    void delete(String catalog, UUID view, @HeaderParam("If-Match") String tag);
}
