package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The authorities of a catalog, and roots of others that certify the installation, which take an owner of it. */
@Path(OperatorApi.BASE)
@RegisterRestClient(configKey = "operator-api-long")
public interface AuthorityClient {
    String CERTIFICATES = "catalogs/{catalog}/certificates";

    /** Gets the one that signs, with its chain; fails when none does. */
    @GET
    @Path(CERTIFICATES)
    AuthorityView signing(String catalog);

    /** Lists all that the catalog ever had, newest first. */
    @GET
    @Path(CERTIFICATES + "/authorities")
    List<CatalogAuthorityView> authorities(String catalog);

    /** Downloads all that a relying party must trust, as PEM; under a root of somebody else's, or the installation's own. */
    @GET
    @Path(CERTIFICATES + "/bundle")
    @Produces(MediaType.WILDCARD)
    byte[] bundle(String catalog, @RestQuery @Nullable UUID root);

    /** Downloads an authority with those above it, as PKCS#7. */
    @GET
    @Path(CERTIFICATES + "/authorities/{serial}/chain")
    @Produces(MediaType.WILDCARD)
    byte[] chain(String catalog, String serial);

    /** Makes a certificate for a verification code; takes the Contributor role. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/proof")
    ProofOfPossession prove(String catalog, String serial, ProofRequest request);

    /** Tells what retiring an authority would take; takes the Owner role. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/retirement-impact")
    LossPreview retirementImpact(String catalog, String serial);

    /** Retires an authority for good; takes the Owner role. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/retire")
    RevokedCertificates retire(String catalog, String serial, Reason why);

    /** Gets how long device certificates live, with its entity tag. */
    @GET
    @Path(CERTIFICATES + "/lifetime")
    RestResponse<CertificateLifetime> lifetime(String catalog);

    /** Changes it, unless somebody else did since it was read; takes the Owner role. */
    @PUT
    @Path(CERTIFICATES + "/lifetime")
    CertificateLifetime change(String catalog, @HeaderParam("If-Match") String tag, CertificateLifetime wanted);

    /** Lists roots of others and the requests for such, newest first. */
    @GET
    @Path("trust/roots")
    List<ForeignRootView> roots();

    @POST
    @Path("trust/roots")
    ForeignRootView request();

    @POST
    @Path("trust/roots/{id}/removal-impact")
    ForeignRootLoss removalImpact(UUID id);

    @POST
    @Path("trust/roots/{id}/remove")
    void remove(UUID id, Reason why);

    @POST
    @Path("trust/roots/{id}/certificate")
    ForeignRootView take(UUID id, ForeignRootCertificate answer);
}
