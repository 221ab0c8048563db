package dev.holdfast.backend.fleet.maker;

import dev.holdfast.backend.fleet.maker.RevokeEndorsements.Change;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
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

/** Silicon makers: who they are, what their word carries, and the end of it. */
@Path(OperatorApi.BASE + "makers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endorsements")
public class MakerResource {
    private final Makers makers;
    private final RevokeEndorsements revokeEndorsements;

    MakerResource(Makers makers, RevokeEndorsements revokeEndorsements) {
        this.makers = makers;
        this.revokeEndorsements = revokeEndorsements;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listMakers",
            summary = "List silicon makers",
            description =
                    "By name, with key fingerprints, standing, and how many chips in how many catalogs they carry.")
    public Uni<List<MakerView>> list() {
        return makers.all();
    }

    @GET
    @Path("{maker}/revocation-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewMakerRevocation",
            summary = "Preview revoking a maker",
            description = "Which catalogs would lose how many devices, and what that means. Changes nothing.")
    public Uni<RevocationImpact> impact(@PathParam("maker") String maker) {
        return revokeEndorsements.ofMaker(maker);
    }

    @POST
    @Path("{maker}/revoke")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeMaker",
            summary = "Revoke a maker",
            description = "None of its lists is taken, and none of its chips attests or is claimed, from now on.")
    public Uni<RevocationResult> revoke(@PathParam("maker") String maker, Reason reason) {
        return revokeEndorsements.maker(Change.REVOKE, maker, Bodies.required(reason));
    }

    @POST
    @Path("{maker}/restore")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "restoreMaker",
            summary = "Believe a revoked maker again",
            description = "Its devices are unknown until they attest. Chips that were revoked one by one stay so.")
    public Uni<RevocationResult> restore(@PathParam("maker") String maker, Reason reason) {
        return revokeEndorsements.maker(Change.RESTORE, maker, Bodies.required(reason));
    }
}
