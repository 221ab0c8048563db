package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.InstallationTrust;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Public keys of the installation. */
@Path(OperatorApi.BASE + "trust")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class TrustResource {
    private final KeyVault vault;

    TrustResource(KeyVault vault) {
        this.vault = vault;
    }

    @GET
    @InInstallation(Audience.ANYONE)
    @Operation(
            operationId = "getTrust",
            summary = "Read the installation's public keys",
            description =
                    "Returns the root of all device certificates and the keys that sign images, attestation results and transfer"
                            + " vouchers.")
    public Uni<InstallationTrust> trust() {
        return Uni.createFrom()
                .item(() -> new InstallationTrust(
                        vault.root().pem(),
                        vault.imageKey().publicKey(),
                        vault.resultKey().publicKey(),
                        vault.voucherKey().publicKey()));
    }
}
