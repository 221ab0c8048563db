package dev.holdfast.ui.capability;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Capability files of a catalog's devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/{device}/capabilities")
@RegisterRestClient(configKey = "operator-api")
public interface CapabilityClient {
    /** Lists a device's files, newest first. */
    @GET
    List<CapabilityFileView> files(
            @PathParam("catalog") String catalog, @PathParam("device") String device, @QueryParam("limit") int limit);

    /** Issues one, or asks for a second person. */
    @POST
    CapabilityFileView issue(
            @PathParam("catalog") String catalog, @PathParam("device") String device, NewCapabilityFile file);

    /** Fetches the signed file. */
    @POST
    @Path("{id}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    byte[] fetch(
            @PathParam("catalog") String catalog, @PathParam("device") String device, @PathParam("id") String file);

    /** Takes one back. */
    @POST
    @Path("{id}/revoke")
    CapabilityFileView revoke(
            @PathParam("catalog") String catalog,
            @PathParam("device") String device,
            @PathParam("id") String file,
            Reason reason);
}
