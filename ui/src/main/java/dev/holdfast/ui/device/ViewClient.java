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

/** Counts and saved views of the device list. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface ViewClient {
    @GET
    @Path("devices/facets")
    DeviceFacets facets(String catalog);

    /** Lists shared views and the views of the caller. */
    @GET
    @Path("device-views")
    List<SavedView> views(String catalog);

    @POST
    @Path("device-views")
    SavedView save(String catalog, NewSavedView view);

    @GET
    @Path("device-views/{view}")
    RestResponse<SavedView> view(String catalog, UUID view);

    /** Deletes a view if the tag is current. */
    @DELETE
    @Path("device-views/{view}")
    void delete(String catalog, UUID view, @HeaderParam("If-Match") String tag);
}
