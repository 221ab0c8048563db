package dev.holdfast.backend.pki;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.AuthorityView;
import dev.holdfast.contract.operator.InstallationTrust;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Role;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public halves of the installation's keys, and the authorities of catalogs. */
@Path(OperatorApi.BASE)
@Tag(name = "Certificates")
public class TrustResource {
    private static final int HEX = 16;

    private final Access access;
    private final KeyVault vault;
    private final CatalogAuthorities authorities;

    TrustResource(Access access, KeyVault vault, CatalogAuthorities authorities) {
        this.access = access;
        this.vault = vault;
        this.authorities = authorities;
    }

    @GET
    @Path("trust")
    @InInstallation(Audience.ANYONE)
    @Operation(
            operationId = "getTrust",
            summary = "Read the installation's public keys",
            description = "The root of all device certificates and the keys that sign images and attestation results.")
    public Uni<InstallationTrust> trust() {
        return Uni.createFrom()
                .item(() -> new InstallationTrust(
                        vault.root().pem(),
                        vault.imageKey().publicKey(),
                        vault.resultKey().publicKey()));
    }

    @GET
    @Path("catalogs/{catalog}/certificates")
    @InCatalog(Role.READER)
    @Operation(
            operationId = "getCertificates",
            summary = "Read the catalog's certificate authority",
            description = "The authority that issues the certificates of the catalog's devices, with its chain.")
    public Uni<AuthorityView> certificates() {
        return authorities.of(access.catalog().value()).map(TrustResource::view);
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
