package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.InstallationTrust;
import dev.holdfast.contract.operator.authority.SetKeyImpact;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Public keys of the installation, and the replacement of the key that signs manifest sets. */
@Path(OperatorApi.BASE + "trust")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class TrustResource {
    private final KeyVault vault;
    private final ReplaceSetKey replaceSetKey;
    private final PreviewKeyReplacement preview;

    TrustResource(KeyVault vault, ReplaceSetKey replaceSetKey, PreviewKeyReplacement preview) {
        this.vault = vault;
        this.replaceSetKey = replaceSetKey;
        this.preview = preview;
    }

    @GET
    @InInstallation(Audience.ANYONE)
    @Operation(
            operationId = "getTrust",
            summary = "Read the installation's public keys",
            description =
                    "Returns the root of all device certificates and the keys that sign manifest sets, capability files, attestation results"
                            + " and transfer vouchers. While the key for manifest sets is replaced, there are two, oldest first.")
    public Uni<InstallationTrust> trust() {
        return replaceSetKey
                .current()
                .map(setKeys -> new InstallationTrust(
                        vault.root().pem(),
                        setKeys,
                        vault.capabilityKey().publicKey(),
                        vault.resultKey().publicKey(),
                        vault.voucherKey().publicKey()));
    }

    @POST
    @Path("set-key-replacement-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewSetKeyReplacement",
            summary = "Preview replacing the key for manifest sets",
            description =
                    "Returns what beginning, finishing or cancelling a replacement would do now: devices that get new manifest sets, devices"
                            + " without the new key, and reasons for a refusal. Changes nothing.")
    public Uni<SetKeyImpact> impact() {
        return preview.ofSetKey();
    }

    @POST
    @Path("set-key-replacement")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "beginSetKeyReplacement",
            summary = "Begin to replace the key for manifest sets",
            description =
                    "Creates a new key. From now on, the old and the new key sign all manifest sets; current sets are signed again within"
                            + " minutes. Then release an operating system whose keystore has the new key. Returns the installation's"
                            + " public keys.")
    public Uni<InstallationTrust> begin() {
        return replaceSetKey.begin().chain(this::trust);
    }

    @POST
    @Path("set-key-replacement/finish")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "finishSetKeyReplacement",
            summary = "Finish replacing the key for manifest sets",
            description =
                    "Deletes the old key. Devices whose keystore does not have the new key get no more updates. The response is 409 with their"
                            + " number if there are more than leaveBehind, 0 by default. It counts devices that were seen in the last 30"
                            + " days, are not blocked, and did not attest a keystore of an OS release with the new key. Returns the"
                            + " installation's public keys.")
    public Uni<InstallationTrust> finish(@QueryParam("leaveBehind") @Nullable String leaveBehind) {
        return replaceSetKey
                .finish(Parameters.count("leaveBehind", leaveBehind))
                .chain(this::trust);
    }

    @POST
    @Path("set-key-replacement/cancel")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "cancelSetKeyReplacement",
            summary = "Cancel replacing the key for manifest sets",
            description =
                    "Deletes the new key. Current sets are signed again within minutes. Chips made with the new key get no more updates. The"
                            + " response is 409 if an OS release has a keystore with it. Returns the installation's public keys.")
    public Uni<InstallationTrust> cancel() {
        return replaceSetKey.cancel().chain(this::trust);
    }
}
