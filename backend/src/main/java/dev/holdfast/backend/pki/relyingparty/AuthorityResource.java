package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CertificateLifetimes;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Certificate authorities, trust bundles and certificate lifetime of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class AuthorityResource {
    private static final int HEX = 16;
    private static final String PEM = "application/x-pem-file";
    /** RFC 8551 §3.2.2. */
    private static final String PKCS7 = "application/pkcs7-mime; smime-type=certs-only";

    private final Access access;
    private final CatalogAuthorities authorities;
    private final ListAuthorities listAuthorities;
    private final CertificateLifetimes lifetimes;
    private final ProvePossession provePossession;

    AuthorityResource(
            Access access,
            CatalogAuthorities authorities,
            ListAuthorities listAuthorities,
            CertificateLifetimes lifetimes,
            ProvePossession provePossession) {
        this.access = access;
        this.authorities = authorities;
        this.listAuthorities = listAuthorities;
        this.lifetimes = lifetimes;
        this.provePossession = provePossession;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getCertificates",
            summary = "Read the catalog's certificate authority",
            description =
                    "Returns the active authority, which signs the catalog's device certificates, with its chain.")
    public Uni<AuthorityView> certificates() {
        return authorities.active(access.catalog().value()).map(active -> view(active.authority()));
    }

    @GET
    @Path("bundle")
    @Produces(PEM)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getCertificateBundle",
            summary = "Download the trust bundle",
            description =
                    "Returns PEM for relying parties: the valid authorities of the catalog, active and next, with their issuers up to the"
                            + " installation's root or, with the ID of an entry of trust/roots, up to that root.")
    public Uni<RestResponse<String>> bundle(@QueryParam("root") @Nullable String root) {
        return (root == null
                        ? listAuthorities.bundle(access.catalog())
                        : listAuthorities.bundle(access.catalog(), Parameters.guid("Root", root)))
                .map(bundle -> RestResponse.ResponseBuilder.ok(Pem.certificates(bundle), PEM)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"bundle.pem\"")
                        .build());
    }

    @GET
    @Path("lifetime")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getCertificateLifetime",
            summary = "Read the certificate lifetime",
            description = "24 hours by default. Send its ETag as If-Match to change it.")
    public Uni<RestResponse<CertificateLifetime>> lifetime() {
        return lifetimes.of(access.catalog()).map(AuthorityResource::tagged);
    }

    @PUT
    @Path("lifetime")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "changeCertificateLifetime",
            summary = "Change the certificate lifetime",
            description =
                    "1 to 168 hours, for certificates issued from now on. Trust that is not renewed ends with the certificate. With"
                            + " If-Match, fails if the lifetime was changed since you read it.")
    public Uni<RestResponse<CertificateLifetime>> changeLifetime(
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, CertificateLifetime lifetime) {
        return lifetimes.change(Bodies.required(lifetime), IfMatch.of(expected)).map(AuthorityResource::tagged);
    }

    @GET
    @Path("authorities")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listAuthorities",
            summary = "List the catalog's certificate authorities",
            description =
                    "Lists the newest first. The next authority is created 90 days before the active one expires and becomes active 45 days"
                            + " later. Until the old one expires, trust both.")
    public Uni<List<CatalogAuthorityView>> list() {
        return listAuthorities.all(access.catalog());
    }

    @GET
    @Path("authorities/{serial}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAuthority",
            summary = "Read a certificate authority",
            description = "Returns an authority by serial number, or the active one by .default or active.")
    public Uni<CatalogAuthorityView> get(@PathParam("serial") String serial) {
        return listAuthorities.one(access.catalog(), serial);
    }

    @GET
    @Path("authorities/{serial}/chain")
    @Produces(PKCS7)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAuthorityChain",
            summary = "Download a certificate authority with its chain",
            description =
                    "Returns PKCS#7 (.p7b) with catalog CA, policy CA and root: the installation's, or the one with the ID of an entry of"
                            + " trust/roots.")
    public Uni<RestResponse<byte[]>> chain(
            @PathParam("serial") String serial, @QueryParam("root") @Nullable String root) {
        return (root == null
                        ? listAuthorities.chain(access.catalog(), serial)
                        : listAuthorities.chain(access.catalog(), serial, Parameters.guid("Root", root)))
                .map(chain -> RestResponse.ResponseBuilder.ok(
                                Pkcs7.all(Pem.certificates(chain)).bytes(), PKCS7)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"chain.p7b\"")
                        .build());
    }

    @POST
    @Path("authorities/{serial}/proof")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "provePossession",
            summary = "Prove possession of a certificate authority",
            description =
                    "Returns a certificate for a relying party's verification code, signed by the authority. Authorities that are not yet"
                            + " active can be proved too, to register them in time.")
    public Uni<ProofOfPossession> prove(@PathParam("serial") String serial, ProofRequest request) {
        return provePossession.prove(access.catalog(), serial, Bodies.required(request));
    }

    private static RestResponse<CertificateLifetime> tagged(CertificateLifetime lifetime) {
        return EntityTag.ok(lifetime, CertificateLifetimes.tag(lifetime));
    }

    private static AuthorityView view(CertificateAuthority authority) {
        return new AuthorityView(
                authority.subject(),
                authority.serialNumber().toString(HEX),
                authority.notBefore(),
                authority.notAfter(),
                authority.chain());
    }
}
