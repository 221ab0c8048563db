package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CertificateLifetimes;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The authority of a catalog that signs, what relying parties must trust, and how long certificates live. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class AuthorityResource {
    private static final int HEX = 16;
    private static final String PEM = "application/x-pem-file";

    private final Access access;
    private final CatalogAuthorities authorities;
    private final ListAuthorities listAuthorities;
    private final CertificateLifetimes lifetimes;

    AuthorityResource(
            Access access,
            CatalogAuthorities authorities,
            ListAuthorities listAuthorities,
            CertificateLifetimes lifetimes) {
        this.access = access;
        this.authorities = authorities;
        this.listAuthorities = listAuthorities;
        this.lifetimes = lifetimes;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getCertificates",
            summary = "Read the catalog's certificate authority",
            description =
                    "The authority that signs the certificates of the catalog's devices at present, with its chain.")
    public Uni<AuthorityView> certificates() {
        return authorities.active(access.catalog().value()).map(active -> view(active.authority()));
    }

    @GET
    @Path("bundle")
    @Produces(PEM)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getCertificateBundle",
            summary = "Download what relying parties must trust",
            description =
                    "PEM: every authority of the catalog that is good, the active one and the next, and those above them: the"
                            + " installation's own root or, by the ID of trust/roots, another one that certifies it.")
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
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getCertificateLifetime",
            summary = "Read how long certificates live",
            description = "24 hours where nobody said anything. ETag is for If-Match of a change.")
    public Uni<RestResponse<CertificateLifetime>> lifetime() {
        return lifetimes.of(access.catalog()).map(AuthorityResource::tagged);
    }

    @PUT
    @Path("lifetime")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "changeCertificateLifetime",
            summary = "Change how long certificates live",
            description =
                    "1 to 168 hours, for certificates that are issued from now on. Trust that is not renewed ends with them. With"
                            + " If-Match, only if nobody changed it since it was read.")
    public Uni<RestResponse<CertificateLifetime>> changeLifetime(
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, CertificateLifetime lifetime) {
        CertificateLifetime wanted = Bodies.required(lifetime);
        new Checks()
                .that(
                        wanted.hours() >= 1 && wanted.hours() <= CertificateLifetime.MAX_HOURS,
                        "hours",
                        "is 1 to " + CertificateLifetime.MAX_HOURS)
                .done();
        return lifetimes
                .change(access.caller(), access.catalog(), wanted, IfMatch.of(expected))
                .map(AuthorityResource::tagged);
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
