package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.job.JobScopes;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.product.TargetImpact;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Effect of a move of devices to another group. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/device-jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Device jobs")
public class MoveImpactResource {
    private final Access access;
    private final PreviewGroupChange preview;

    MoveImpactResource(Access access, PreviewGroupChange preview) {
        this.access = access;
        this.preview = preview;
    }

    @POST
    @Path("move-impact")
    @InCatalog(value = Permission.MANAGE_FLEET, anyScope = true)
    @Operation(
            operationId = "previewMove",
            summary = "Preview a move of devices",
            description =
                    "Returns what the move would do now: versions, bytes, offline devices, devices that would refuse, and devices"
                            + " that leave a rollout. Changes nothing.")
    public Uni<TargetImpact> move(NewMoveJob request) {
        NewMoveJob move = Bodies.required(request);
        DeviceJobOperation operation = DeviceJobOperation.MOVE;
        return preview.ofMove(
                JobScopes.of(
                        operation,
                        access.catalog(),
                        access.caller().authority().scopesIn(access.catalog(), operation.needs())),
                DeviceGroups.Name.of(move.product(), move.group()),
                move.devices());
    }
}
