package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class CatalogResource {
    private final Access access;
    private final DescribeCatalog describeCatalog;

    CatalogResource(Access access, DescribeCatalog describeCatalog) {
        this.access = access;
        this.describeCatalog = describeCatalog;
    }

    @GET
    @InCatalog(value = Act.READ, inPart = true)
    @Operation(operationId = "getCatalog", summary = "Read a catalog", description = "Its names and its GUID.")
    public Uni<CatalogView> get() {
        return describeCatalog.describe(access.catalog());
    }
}
