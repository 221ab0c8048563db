package dev.holdfast.backend.pki;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.identity.Role;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The authorities of catalogs. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class AuthorityResource {
    private static final int HEX = 16;

    private final Access access;
    private final CatalogAuthorities authorities;

    AuthorityResource(Access access, CatalogAuthorities authorities) {
        this.access = access;
        this.authorities = authorities;
    }

    @GET
    @InCatalog(Role.READER)
    @Operation(
            operationId = "getCertificates",
            summary = "Read the catalog's certificate authority",
            description =
                    "The authority that signs the certificates of the catalog's devices at present, with its chain.")
    public Uni<AuthorityView> certificates() {
        return authorities.active(access.catalog().value()).map(active -> view(active.authority()));
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
