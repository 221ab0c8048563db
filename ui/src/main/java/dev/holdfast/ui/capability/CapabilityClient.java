package dev.holdfast.ui.capability;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** Capability files of devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/{device}/capabilities")
@RegisterRestClient(configKey = "operator-api")
public interface CapabilityClient {
    /** Lists the files of a device, newest first. */
    @GET
    List<CapabilityFileView> files(String catalog, String device, @RestQuery int limit);

    @POST
    CapabilityFileView issue(String catalog, String device, NewCapabilityFile file);

    /** Signs and downloads a file. Each download is counted and audited. */
    @POST
    @Path("{id}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    byte[] fetch(String catalog, String device, String id);

    @POST
    @Path("{id}/revoke")
    CapabilityFileView revoke(String catalog, String device, String id, Reason reason);
}
