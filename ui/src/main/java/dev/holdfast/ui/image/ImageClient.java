package dev.holdfast.ui.image;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.image.ImageChecks;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Images of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/images")
@RegisterRestClient(configKey = "operator-api-long")
public interface ImageClient {
    /** The largest image package, in bytes. */
    int MAX_BYTES = 22 * 1024 * 1024;

    /** The types that a catalog can deploy. Devices get the operating system from an OS feed. */
    List<String> DEPLOYABLE = List.of("Applications", "CustomerBoardConfig");

    /** Lists a page of the images that match a filter, newest first. */
    @GET
    RestResponse<List<ImageView>> page(@PathParam("catalog") String catalog, @BeanParam ListRequest request);

    /** Lists the images that a catalog can deploy, the newest first, at most {@value LinkedPages#LONGEST}. */
    default List<ImageView> deployable(String catalog) {
        String filter = "type:" + String.join(",", DEPLOYABLE);
        return LinkedPages.linked(ListRequest.of(filter, LinkedPages.MAX), request -> page(catalog, request))
                .rows(0, LinkedPages.LONGEST);
    }

    /**
     * Uploads an image package. A tentative image is accepted only on devices that it is deployed to, until its reference value is made
     * permanent.
     */
    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    ImageView upload(
            @PathParam("catalog") String catalog, @QueryParam("tentative") boolean tentative, File imagePackage);

    /** Streams the package of an image. The caller closes the stream. */
    @GET
    @Path("{image}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    InputStream content(@PathParam("catalog") String catalog, @PathParam("image") String image);

    /** Returns the interfaces of an image, and which parts of which device groups it fits. */
    @GET
    @Path("{image}/checks")
    ImageChecks checks(@PathParam("catalog") String catalog, @PathParam("image") String image);
}
