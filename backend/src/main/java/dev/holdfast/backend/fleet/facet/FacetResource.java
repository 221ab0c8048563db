package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class FacetResource {
    private final Access access;
    private final ListFacets listFacets;

    FacetResource(Access access, ListFacets listFacets) {
        this.access = access;
        this.listFacets = listFacets;
    }

    @GET
    @Path("facets")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "listDeviceFacets",
            summary = "Count devices by facet",
            description =
                    "Counts devices by health, product, group, update state, application, OS version, tag, finding and block, each with"
                            + " the filter that selects them. In large catalogs, counts by version, tag, finding and block may be seconds"
                            + " old, and are missing if counting takes too long. With roles for some products or device groups only, they are always"
                            + " missing.")
    public Uni<DeviceFacets> facets() {
        return listFacets.of(access.catalog(), access.caller().authority().scopesIn(access.catalog(), Permission.READ));
    }
}
