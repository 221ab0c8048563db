package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Roots of others that certify the installation; takes an owner of the installation. */
@Path(OperatorApi.BASE + "trust/roots")
@RegisterRestClient(configKey = "operator-api")
public interface ForeignRootClient {
    /** Lists them and the requests for such, newest first. */
    @GET
    List<ForeignRootView> roots();

    /** Makes a certificate request for the owner of a root. */
    @POST
    ForeignRootView request();

    /** Tells what removing a root, or withdrawing a request, would take from whom. */
    @POST
    @Path("{id}/removal-impact")
    ForeignRootLoss removalImpact(@PathParam("id") UUID id);

    /** Removes a root, or withdraws a request. */
    @POST
    @Path("{id}/remove")
    void remove(@PathParam("id") UUID id, Reason why);

    /** Takes what the owner of a root answered. */
    @POST
    @Path("{id}/certificate")
    ForeignRootView take(@PathParam("id") UUID id, ForeignRootCertificate answer);
}
