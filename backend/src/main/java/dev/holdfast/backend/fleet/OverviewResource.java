package dev.holdfast.backend.fleet;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The state of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/overview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class OverviewResource {
    private final Access access;
    private final DescribeFleet describeFleet;

    OverviewResource(Access access, DescribeFleet describeFleet) {
        this.access = access;
        this.describeFleet = describeFleet;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getOverview",
            summary = "Read the state of a catalog",
            description = "Its numbers, what needs someone, and the newest audit entries.")
    public Uni<Overview> overview() {
        return describeFleet.describe(access.catalog());
    }
}
