package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Devices of a catalog, with their attestations and reports. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface DeviceClient {
    @GET
    @Path("devices")
    DevicePage page(String catalog, @BeanParam ListRequest request);

    @GET
    @Path("overview")
    Overview overview(String catalog);

    @GET
    @Path("devices/{device}")
    DeviceView device(String catalog, String device);

    /** Gets name, tags and notes of a device. A change requires the entity tag. */
    @GET
    @Path("devices/{device}/description")
    RestResponse<DeviceDescription> description(String catalog, String device);

    /** Changes name, tags and notes if the tag is current. */
    @PUT
    @Path("devices/{device}/description")
    DeviceDescription describe(
            String catalog, String device, @HeaderParam("If-Match") String tag, DeviceDescription description);

    /** Lists the attestations of a device, newest first. */
    @GET
    @Path("devices/{device}/attestations")
    List<AttestationView> attestations(String catalog, String device, @RestQuery int limit);

    /** Lists the outages of Holdfast that match a filter, oldest first. */
    @GET
    @Path("verifier-outages")
    List<VerifierOutage> outages(String catalog, @RestQuery String filter);

    /** Lists the reports of a device, newest first. */
    @GET
    @Path("devices/{device}/reports")
    List<ReportView> reports(String catalog, String device, @RestQuery int limit);
}
