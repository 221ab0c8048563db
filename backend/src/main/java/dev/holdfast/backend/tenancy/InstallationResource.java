package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
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

/** Who is calling, and new catalogs. */
@Path(OperatorApi.BASE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class InstallationResource {
    private final Access access;
    private final DescribeCaller describeCaller;
    private final CreateCatalog createCatalog;

    InstallationResource(Access access, DescribeCaller describeCaller, CreateCatalog createCatalog) {
        this.access = access;
        this.describeCaller = describeCaller;
        this.createCatalog = createCatalog;
    }

    @GET
    @Path("me")
    @InInstallation(Audience.SIGNED_IN)
    @Operation(operationId = "getMe", summary = "Who is signed in", description = "The caller and their roles.")
    public Uni<Me> me() {
        return describeCaller.describe(access.caller());
    }

    // Its key is in the vault before its row is in the database: whoever leaves between must not leave a key of no
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
            description = "Creates a tenant with its own certificate authority. Installation owners only.")
    public Uni<CatalogView> create(NewCatalog wanted) {
        return createCatalog.create(access.caller(), Bodies.required(wanted));
    }
}
