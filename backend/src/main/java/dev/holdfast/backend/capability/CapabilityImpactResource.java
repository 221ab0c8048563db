package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.capability.CapabilityImpact;
import dev.holdfast.contract.operator.capability.CapabilityImpactRequest;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Effect of a new capability file. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Capabilities")
public class CapabilityImpactResource {
    private final Access access;
    private final PreviewCapability preview;

    CapabilityImpactResource(Access access, PreviewCapability preview) {
        this.access = access;
        this.preview = preview;
    }

    @POST
    @Path("devices/{deviceId}/capability-impact")
    @InCatalog(Permission.ISSUE_CAPABILITIES)
    @Operation(
            operationId = "previewCapabilityFile",
            summary = "Preview a capability file",
            description =
                    "Returns the capabilities that files allow the device now, and those that they would allow, its last contact, and"
                            + " reasons why the file would not have the effect. Changes nothing.")
    public Uni<CapabilityImpact> impact(@PathParam("deviceId") String deviceId, CapabilityImpactRequest request) {
        return preview.of(
                access.catalog(), CapabilityRequest.preview(Parameters.device(deviceId), Bodies.required(request)));
    }
}
