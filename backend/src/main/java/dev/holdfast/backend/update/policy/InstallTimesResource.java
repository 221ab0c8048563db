package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** When devices of a group may install. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}/groups/{group}/install-times")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class InstallTimesResource {
    private final Access access;
    private final ReadInstallTimes read;

    InstallTimesResource(Access access, ReadInstallTimes read) {
        this.access = access;
        this.read = read;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getGroupInstallTimes",
            summary = "Read when devices of a group may install",
            description =
                    "Next windows, blackouts and the deadline of the update policy that applies to the group, also if the policy is that"
                            + " of its product or catalog. Devices wait if the policy cannot be read.")
    public Uni<GroupInstallTimes> get(@PathParam("product") String product, @PathParam("group") String group) {
        return read.of(access.catalog(), product, group);
    }
}
