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

/** Devices of a catalog, and what they said. */
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

    /** Gets what people say of a device, with the tag that a change of it takes. */
    @GET
    @Path("devices/{device}/description")
    RestResponse<DeviceDescription> description(String catalog, String device);

    /** Says it anew, unless it has another tag by now. */
    @PUT
    @Path("devices/{device}/description")
    DeviceDescription describe(
            String catalog, String device, @HeaderParam("If-Match") String tag, DeviceDescription wanted);

    /** Gets a device's attestations, newest first. */
    @GET
    @Path("devices/{device}/attestations")
    List<AttestationView> attestations(String catalog, String device, @RestQuery int limit);

    /** Gets when Holdfast itself was down in the last days, oldest first. */
    @GET
    @Path("verifier-outages")
    List<VerifierOutage> outages(String catalog, @RestQuery int days);

    /** Gets a device's reports, newest first. */
    @GET
    @Path("devices/{device}/reports")
    List<ReportView> reports(String catalog, String device, @RestQuery int limit);
}
