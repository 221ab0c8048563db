package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ExternalRootCertificate;
import dev.holdfast.contract.operator.authority.ExternalRootImpact;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import dev.holdfast.contract.operator.authority.ImageKeyImpact;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.contract.operator.authority.InstallationTrust;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.authority.SetKeyImpact;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
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

/** The authorities of a catalog, and the external roots of the installation. External roots require an installation owner. */
@Path(OperatorApi.BASE)
@RegisterRestClient(configKey = "operator-api-long")
public interface AuthorityClient {
    String CERTIFICATES = "catalogs/{catalog}/certificates";

    /** Returns the signing authority with its chain. Fails if no authority signs. */
    @GET
    @Path(CERTIFICATES)
    AuthorityView signing(String catalog);

    /** Returns all authorities of the catalog, former ones included, newest first. */
    @GET
    @Path(CERTIFICATES + "/authorities")
    List<CatalogAuthorityView> authorities(String catalog);

    /** Returns the newest 100 keys that sign or signed images of the catalog, newest first. */
    @GET
    @Path("catalogs/{catalog}/image-keys")
    List<ImageKeyView> imageKeys(String catalog);

    /** Returns the effect of another image key. Requires the role Owner. */
    @POST
    @Path("catalogs/{catalog}/image-keys/replacement-impact")
    ImageKeyImpact imageKeyImpact(String catalog);

    /** Replaces the key that signs new images. Requires the role Owner. */
    @POST
    @Path("catalogs/{catalog}/image-keys")
    ImageKeyView replaceImageKey(String catalog);

    /** Returns the public keys of the installation. */
    @GET
    @Path("trust")
    InstallationTrust trust();

    /** Returns the effect of the next step of a replacement of the key for manifest sets. Requires an installation owner. */
    @POST
    @Path("trust/set-key-replacement-impact")
    SetKeyImpact setKeyImpact();

    @POST
    @Path("trust/set-key-replacement")
    InstallationTrust beginSetKey();

    /** Finishes a replacement. Fails if more than {@code leaveBehind} devices do not have the new key. */
    @POST
    @Path("trust/set-key-replacement/finish")
    InstallationTrust finishSetKey(@RestQuery long leaveBehind);

    @POST
    @Path("trust/set-key-replacement/cancel")
    InstallationTrust cancelSetKey();

    /** Downloads the certificates that a relying party must trust, as PEM. {@code root} is an external root, or null for Holdfast's own. */
    @GET
    @Path(CERTIFICATES + "/bundle")
    @Produces(MediaType.WILDCARD)
    byte[] bundle(String catalog, @RestQuery @Nullable UUID root);

    /** Downloads the chain of an authority as PKCS#7. */
    @GET
    @Path(CERTIFICATES + "/authorities/{serial}/chain")
    @Produces(MediaType.WILDCARD)
    byte[] chain(String catalog, String serial);

    /** Signs a certificate for a verification code. Requires the role Contributor. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/proof")
    ProofOfPossession prove(String catalog, String serial, ProofRequest request);

    /** Returns the effect of retiring an authority, without retiring it. Requires the role Owner. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/retirement-impact")
    CertificateImpact retirementImpact(String catalog, String serial);

    /** Retires an authority permanently. Requires the role Owner. */
    @POST
    @Path(CERTIFICATES + "/authorities/{serial}/retire")
    RevokedCertificates retire(String catalog, String serial, Reason reason);

    /** Returns the lifetime of device certificates, with its entity tag. */
    @GET
    @Path(CERTIFICATES + "/lifetime")
    RestResponse<CertificateLifetime> lifetime(String catalog);

    /** Changes the lifetime. Fails if the entity tag is out of date. Requires the role Owner. */
    @PUT
    @Path(CERTIFICATES + "/lifetime")
    CertificateLifetime change(String catalog, @HeaderParam("If-Match") String tag, CertificateLifetime lifetime);

    /** Returns the external roots and the open requests, newest first. */
    @GET
    @Path("trust/roots")
    List<ExternalRootView> roots();

    /** Creates a certificate request of the policy authority, for the owner of an external root to sign. */
    @POST
    @Path("trust/roots")
    ExternalRootView requestRoot();

    @POST
    @Path("trust/roots/{id}/removal-impact")
    ExternalRootImpact removalImpact(UUID id);

    /** Removes an external root, or withdraws a request for which no certificate was imported yet. */
    @POST
    @Path("trust/roots/{id}/remove")
    void removeRoot(UUID id, Reason reason);

    /** Imports the certificate that the external root signed, and the root itself. */
    @POST
    @Path("trust/roots/{id}/certificate")
    ExternalRootView importRoot(UUID id, ExternalRootCertificate certificate);
}
