package dev.holdfast.ui.revocation;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Blocks devices and revokes certificates. All calls except lists require the role Owner in the catalog. If the path names a device, that
 * role in its product or group is enough.
 */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api-long")
public interface RevocationClient {
    @POST
    @Path("devices/block-impact")
    CertificateImpact blockImpact(String catalog, BlockRequest request);

    @POST
    @Path("devices/block")
    BlockResult block(String catalog, BlockRequest request);

    /** Previews a block of one device. */
    @POST
    @Path("devices/{device}/block-impact")
    CertificateImpact blockImpact(String catalog, String device);

    @POST
    @Path("devices/{device}/block")
    BlockResult block(String catalog, String device, Reason reason);

    @POST
    @Path("devices/{device}/unblock")
    BlockResult unblock(String catalog, String device, Reason reason);

    /** Lists a page of the certificates that match the filter, sorted by device. */
    @GET
    @Path("device-certificates")
    RestResponse<List<CertificateView>> find(String catalog, @BeanParam ListRequest request);

    /** Lists the certificates of a device, latest expiry first. */
    @GET
    @Path("devices/{device}/certificates")
    List<CertificateView> certificates(String catalog, String device, @RestQuery int limit);

    @POST
    @Path("devices/{device}/certificates/revocation-impact")
    CertificateImpact deviceImpact(String catalog, String device);

    @POST
    @Path("devices/{device}/certificates/revoke")
    RevokedCertificates revokeDevice(String catalog, String device, CertificateRevocation request);

    @POST
    @Path("device-certificates/{serial}/revocation-impact")
    CertificateImpact certificateImpact(String catalog, String serial);

    @POST
    @Path("device-certificates/{serial}/revoke")
    RevokedCertificates revokeCertificate(String catalog, String serial, CertificateRevocation request);
}
