package dev.holdfast.backend.fleet.manufacturer;

import dev.holdfast.backend.fleet.manufacturer.RevokeEndorsements.Change;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Silicon manufacturers and their revocation. */
@Path(OperatorApi.BASE + "manufacturers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endorsements")
public class ManufacturerResource {
    private final Manufacturers manufacturers;
    private final RevokeEndorsements revokeEndorsements;

    ManufacturerResource(Manufacturers manufacturers, RevokeEndorsements revokeEndorsements) {
        this.manufacturers = manufacturers;
        this.revokeEndorsements = revokeEndorsements;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listManufacturers",
            summary = "List silicon manufacturers",
            description = "By name, with key fingerprints, state, and numbers of endorsed chips, devices and catalogs.")
    public Uni<List<ManufacturerView>> list() {
        return manufacturers.all();
    }

    @GET
    @Path("{manufacturer}/revocation-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewManufacturerRevocation",
            summary = "Preview revoking a manufacturer",
            description = "Returns how many devices each catalog would lose, and the consequences. Changes nothing.")
    public Uni<RevocationImpact> impact(@PathParam("manufacturer") String manufacturer) {
        return revokeEndorsements.ofManufacturer(manufacturer);
    }

    @POST
    @Path("{manufacturer}/revoke")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeManufacturer",
            summary = "Revoke a manufacturer",
            description = "From now on its lists are refused, and its chips cannot attest or be claimed.")
    public Uni<RevocationResult> revoke(@PathParam("manufacturer") String manufacturer, Reason reason) {
        return revokeEndorsements.manufacturer(Change.REVOKE, manufacturer, Bodies.required(reason));
    }

    @POST
    @Path("{manufacturer}/restore")
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
