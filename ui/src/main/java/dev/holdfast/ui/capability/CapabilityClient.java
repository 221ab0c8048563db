package dev.holdfast.ui.capability;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityImpact;
import dev.holdfast.contract.operator.capability.CapabilityImpactRequest;
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
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/{device}")
@RegisterRestClient(configKey = "operator-api")
public interface CapabilityClient {
    /** Lists the files of a device, newest first. */
    @GET
    @Path("capabilities")
    List<CapabilityFileView> files(String catalog, String device, @RestQuery int limit);

    @POST
    @Path("capabilities")
    CapabilityFileView issue(String catalog, String device, NewCapabilityFile file);

    /** Returns the effect of a file, without issuing it. */
    @POST
    @Path("capability-impact")
    CapabilityImpact preview(String catalog, String device, CapabilityImpactRequest file);

    /** Signs and downloads a file. Each download is counted and audited. */
    @POST
    @Path("capabilities/{id}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    byte[] fetch(String catalog, String device, String id);

    @POST
    @Path("capabilities/{id}/revoke")
    CapabilityFileView revoke(String catalog, String device, String id, Reason reason);
}
