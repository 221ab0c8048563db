package dev.holdfast.backend.fleet.manufacturer;

import dev.holdfast.backend.fleet.manufacturer.RevokeEndorsements.Change;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import dev.holdfast.contract.operator.revocation.ImpactRequest;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Endorsement lists, and silicon manufacturers with their revocation. */
@Path(OperatorApi.BASE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endorsements")
public class EndorsementResource {
    private final ImportEndorsements importEndorsements;
    private final RevokeEndorsements revokeEndorsements;
    private final Manufacturers manufacturers;

    EndorsementResource(
            ImportEndorsements importEndorsements, RevokeEndorsements revokeEndorsements, Manufacturers manufacturers) {
        this.importEndorsements = importEndorsements;
        this.revokeEndorsements = revokeEndorsements;
        this.manufacturers = manufacturers;
    }

    @POST
    @Path("endorsements")
    @Consumes("application/jose")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "importEndorsements",
            summary = "Import a silicon manufacturer's endorsement list",
            description =
                    "A compact JWS signed by a trusted manufacturer. It is imported as a whole or not at all. Known chips are left"
                            + " unchanged, but a newer list decides which catalog may claim them.")
    public Uni<EndorsementImport> importList(String list) {
        return importEndorsements.importList(Bodies.required(list));
    }

    @POST
    @Path("endorsements/revocation-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewEndorsementRevocation",
            summary = "Preview revoking chips",
            description = "Returns how many devices each catalog would lose, and the consequences. Changes nothing.")
    public Uni<RevocationImpact> impact(ImpactRequest chips) {
        return revokeEndorsements.ofChips(Bodies.required(chips).deviceIds());
    }

    @POST
    @Path("endorsements/revoke")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeEndorsements",
            summary = "Revoke chips",
            description = "Up to 20,000 by device ID. Revoked chips cannot attest or be claimed.")
    public Uni<RevocationResult> revoke(ChipRevocation chips) {
        return revokeEndorsements.chips(Change.REVOKE, Bodies.required(chips));
    }

    @POST
    @Path("endorsements/restore")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "restoreEndorsements",
            summary = "Restore revoked chips",
            description = "Up to 20,000 by device ID. Their devices are in unknown state until they attest.")
    public Uni<RevocationResult> restore(ChipRevocation chips) {
        return revokeEndorsements.chips(Change.RESTORE, Bodies.required(chips));
    }

    @GET
    @Path("manufacturers")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listManufacturers",
            summary = "List silicon manufacturers",
            description = "By name, with key fingerprints, state, and numbers of endorsed chips, devices and catalogs.")
    public Uni<List<ManufacturerView>> list() {
        return manufacturers.all();
    }

    @GET
    @Path("manufacturers/{manufacturer}/revocation-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewManufacturerRevocation",
            summary = "Preview revoking a manufacturer",
            description = "Returns how many devices each catalog would lose, and the consequences. Changes nothing.")
    public Uni<RevocationImpact> impact(@PathParam("manufacturer") String manufacturer) {
        return revokeEndorsements.ofManufacturer(manufacturer);
    }

    @POST
    @Path("manufacturers/{manufacturer}/revoke")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeManufacturer",
            summary = "Revoke a manufacturer",
            description = "From now on its lists are refused, and its chips cannot attest or be claimed.")
    public Uni<RevocationResult> revoke(@PathParam("manufacturer") String manufacturer, Reason reason) {
        return revokeEndorsements.manufacturer(Change.REVOKE, manufacturer, Bodies.required(reason));
    }

    @POST
    @Path("manufacturers/{manufacturer}/restore")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "restoreManufacturer",
            summary = "Restore a revoked manufacturer",
            description =
                    "Its devices are in unknown state until they attest. Chips that were revoked one by one stay revoked.")
    public Uni<RevocationResult> restore(@PathParam("manufacturer") String manufacturer, Reason reason) {
        return revokeEndorsements.manufacturer(Change.RESTORE, manufacturer, Bodies.required(reason));
    }
}
