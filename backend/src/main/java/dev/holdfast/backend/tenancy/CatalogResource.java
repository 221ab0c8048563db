package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The caller and their catalogs. */
@Path(OperatorApi.BASE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class CatalogResource {
    private final Access access;
    private final DescribeCaller describeCaller;
    private final CreateCatalog createCatalog;

    CatalogResource(Access access, DescribeCaller describeCaller, CreateCatalog createCatalog) {
        this.access = access;
        this.describeCaller = describeCaller;
        this.createCatalog = createCatalog;
    }

    @GET
    @Path("me")
    @InInstallation(Audience.SIGNED_IN)
    @Operation(operationId = "getMe", summary = "Read the caller", description = "Returns the caller and their roles.")
    public Uni<Me> me() {
        return describeCaller.describe(access.caller());
    }

    // The authority's key is stored before the catalog. A client that disconnects must not leave a key without a
    // catalog.
    @Cancellable(false)
    @POST
    @Path("catalogs")
    @ResponseStatus(201)
    @APIResponseSchema(value = CatalogView.class, responseCode = "201", responseDescription = "Created")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "createCatalog",
            summary = "Create a catalog",
            description = "Creates a tenant with its own certificate authority. Requires an installation owner.")
    public Uni<CatalogView> create(NewCatalog request) {
        return createCatalog.create(access.caller(), Bodies.required(request));
    }

    @Path(OperatorApi.BASE + "catalogs/{catalog}")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Catalogs")
    public static class One {
        private final Access access;
        private final CatalogDirectory directory;

        One(Access access, CatalogDirectory directory) {
            this.access = access;
            this.directory = directory;
        }

        @GET
        @InCatalog(value = Permission.READ, anyScope = true)
        @Operation(operationId = "getCatalog", summary = "Read a catalog", description = "Returns its names and GUID.")
        public Uni<CatalogView> get() {
            return directory.view(access.catalog());
        }
    }
}
