package dev.holdfast.backend.fleet.view;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Saved views of the device list. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-views")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class ViewResource {
    private static final String VIEW = "View";

    private final SavedViews savedViews;

    ViewResource(SavedViews savedViews) {
        this.savedViews = savedViews;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listDeviceViews",
            summary = "List saved views",
            description = "Shared views of the catalog and your private views, by name.")
    public Uni<List<SavedView>> list() {
        return savedViews.list();
    }

    @POST
    @APIResponseSchema(value = SavedView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "addDeviceView",
            summary = "Save a view of the device list",
            description =
                    "Saves filter, order and columns under a name. Shared views require the Contributor role. Send the ETag as"
                            + " If-Match to change it.")
    public Uni<RestResponse<SavedView>> add(NewSavedView request, @Context UriInfo uri) {
        return savedViews
                .add(Bodies.required(request))
                .map(saved -> EntityTag.created(uri, saved.view().id(), saved.view(), saved.tag()));
    }

    @GET
    @Path("{id}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeviceView",
            summary = "Read a saved view",
            description = "Send the ETag as If-Match to change it.")
    public Uni<RestResponse<SavedView>> get(@PathParam("id") String id) {
        return savedViews.one(Parameters.guid(VIEW, id)).map(ViewResource::tagged);
    }

    @PUT
    @Path("{id}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "changeDeviceView",
            summary = "Change a saved view",
            description =
                    "With If-Match, fails if the view changed since that version. A private view can become shared, but not the"
                            + " other way round.")
    public Uni<RestResponse<SavedView>> change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            NewSavedView request) {
        return savedViews
                .change(Parameters.guid(VIEW, id), Bodies.required(request), IfMatch.of(expected))
                .map(ViewResource::tagged);
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "deleteDeviceView",
            summary = "Delete a saved view",
            description =
                    "Shared views require the Contributor role. With If-Match, fails if the view changed since that version.")
    public Uni<Void> delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return savedViews.remove(Parameters.guid(VIEW, id), IfMatch.of(expected));
    }

    private static RestResponse<SavedView> tagged(StoredView saved) {
        return EntityTag.ok(saved.view(), saved.tag());
    }
}
