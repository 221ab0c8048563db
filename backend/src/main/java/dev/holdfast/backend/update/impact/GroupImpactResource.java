package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.SettingsImpact;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Effect of other settings of a device group. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class GroupImpactResource {
    private final Access access;
    private final PreviewGroupChange preview;

    GroupImpactResource(Access access, PreviewGroupChange preview) {
        this.access = access;
        this.preview = preview;
    }

    @POST
    @Path("products/{product}/groups/{group}/settings-impact")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewGroupSettings",
            summary = "Preview settings of a device group",
            description =
                    "Returns what another OS feed or update policy would do now: versions, bytes, offline devices, and devices"
                            + " that would refuse. Changes nothing.")
    public Uni<SettingsImpact> settings(
            @PathParam("product") String product, @PathParam("group") String group, GroupSettings request) {
        return preview.ofSettings(access.catalog(), product, group, Bodies.required(request));
    }
}
