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

/** What there is in a catalog. */
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
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "listDeviceFacets",
            summary = "Count devices of each kind",
            description =
                    "By health, product, group, update, application, version of the operating system, tag, finding and block: how many"
                            + " devices of the catalog, each with the filter that finds them. Versions, tags, findings and blocks of"
                            + " large catalogs are some seconds old, and missing when counting takes too long. A role in a part of the catalog"
                            + " does not get them.")
    public Uni<DeviceFacets> facets() {
        return listFacets.of(access.catalog(), access.caller().authority().scopesIn(access.catalog(), Permission.READ));
    }
}
