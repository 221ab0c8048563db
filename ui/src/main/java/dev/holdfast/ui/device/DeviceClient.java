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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Devices of a catalog, and what they said. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface DeviceClient {
    /** Lists a page of the devices that match a filter. */
    @GET
    @Path("devices")
    DevicePage page(@PathParam("catalog") String catalog, @BeanParam ListRequest request);

    /** Counts the devices of the catalog by trust. */
    @GET
    @Path("overview")
    Overview overview(@PathParam("catalog") String catalog);

    /** Gets one device. */
    @GET
    @Path("devices/{device}")
    DeviceView device(@PathParam("catalog") String catalog, @PathParam("device") String device);

    /** Gets what people say of a device, with the tag that a change of it takes. */
    @GET
    @Path("devices/{device}/description")
    RestResponse<DeviceDescription> description(
            @PathParam("catalog") String catalog, @PathParam("device") String device);

    /** Says it anew, unless it has another tag by now. */
    @PUT
    @Path("devices/{device}/description")
    DeviceDescription describe(
            @PathParam("catalog") String catalog,
            @PathParam("device") String device,
            @HeaderParam("If-Match") String tag,
            DeviceDescription wanted);

    /** Gets a device's attestations, newest first. */
    @GET
    @Path("devices/{device}/attestations")
    List<AttestationView> attestations(
            @PathParam("catalog") String catalog, @PathParam("device") String device, @QueryParam("limit") int limit);

    /** Gets when Holdfast itself was down in the last days, oldest first. */
    @GET
    @Path("verifier-outages")
    List<VerifierOutage> outages(@PathParam("catalog") String catalog, @QueryParam("days") int days);

    /** Gets a device's reports, newest first. */
    @GET
    @Path("devices/{device}/reports")
    List<ReportView> reports(
            @PathParam("catalog") String catalog, @PathParam("device") String device, @QueryParam("limit") int limit);
}
