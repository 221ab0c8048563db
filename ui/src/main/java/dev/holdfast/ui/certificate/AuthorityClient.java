package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The authorities of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates")
@RegisterRestClient(configKey = "operator-api")
public interface AuthorityClient {
    /** Gets the one that signs, with its chain; fails when none does. */
    @GET
    AuthorityView signing(@PathParam("catalog") String catalog);

    /** Lists all that the catalog ever had, newest first. */
    @GET
    @Path("authorities")
    List<CatalogAuthorityView> authorities(@PathParam("catalog") String catalog);

    /** Downloads all that a relying party must trust, as PEM; under a root of somebody else's, or the installation's own. */
    @GET
    @Path("bundle")
    @Produces(MediaType.WILDCARD)
    byte[] bundle(@PathParam("catalog") String catalog, @QueryParam("root") @Nullable UUID root);

    /** Downloads an authority with those above it, as PKCS#7. */
    @GET
    @Path("authorities/{serial}/chain")
    @Produces(MediaType.WILDCARD)
    byte[] chain(@PathParam("catalog") String catalog, @PathParam("serial") String serial);

    /** Makes a certificate for a verification code; takes the Contributor role. */
    @POST
    @Path("authorities/{serial}/proof")
    ProofOfPossession prove(
            @PathParam("catalog") String catalog, @PathParam("serial") String serial, ProofRequest request);

    /** Tells what retiring an authority would take; takes the Owner role. */
    @POST
    @Path("authorities/{serial}/retirement-impact")
    LossPreview retirementImpact(@PathParam("catalog") String catalog, @PathParam("serial") String serial);

    /** Retires an authority for good; takes the Owner role. */
    @POST
    @Path("authorities/{serial}/retire")
    RevokedCertificates retire(@PathParam("catalog") String catalog, @PathParam("serial") String serial, Reason why);

    /** Gets how long device certificates live, with its entity tag. */
    @GET
    @Path("lifetime")
    RestResponse<CertificateLifetime> lifetime(@PathParam("catalog") String catalog);

    /** Changes it, unless somebody else did since it was read; takes the Owner role. */
    @PUT
    @Path("lifetime")
    CertificateLifetime change(
            @PathParam("catalog") String catalog, @HeaderParam("If-Match") String tag, CertificateLifetime wanted);
}
