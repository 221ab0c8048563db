package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.CatalogDeletionImpact;
import dev.holdfast.contract.operator.catalog.CatalogSettings;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The caller and their catalogs. */
@Path(OperatorApi.BASE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class CatalogResource {
    private final Access access;
    private final DescribeCaller describeCaller;
    private final CreateCatalog createCatalog;
    private final ListCatalogs listCatalogs;

    CatalogResource(
            Access access, DescribeCaller describeCaller, CreateCatalog createCatalog, ListCatalogs listCatalogs) {
        this.access = access;
        this.describeCaller = describeCaller;
        this.createCatalog = createCatalog;
        this.listCatalogs = listCatalogs;
    }

    @GET
    @Path("catalogs")
    @InInstallation(Audience.SIGNED_IN)
    @APIResponseSchema(value = CatalogView[].class, responseCode = "200")
    @Operation(
            operationId = "listCatalogs",
            summary = "List catalogs",
            description = "Catalogs in which the caller has a role, by name.")
    public Uni<RestResponse<Object>> list(@BeanParam PageParameters parameters) {
        return listCatalogs
                .page(access.caller().authority(), parameters)
                .map(slice -> ListResponses.page(slice, parameters));
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
    @APIResponseSchema(value = CatalogView.class, responseCode = "201", responseDescription = "Created")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "createCatalog",
            summary = "Create a catalog",
            description = "Creates a tenant with its own certificate authority. Requires an installation owner.")
    public Uni<RestResponse<CatalogView>> create(NewCatalog request, @Context UriInfo uri) {
        return createCatalog
                .create(access.caller(), Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.name(), made, ChangeCatalog.tag(made)));
    }

    @Path(OperatorApi.BASE + "catalogs/{catalog}")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Catalogs")
    public static class One {
        private final Access access;
        private final CatalogDirectory directory;
        private final ChangeCatalog changeCatalog;

        One(Access access, CatalogDirectory directory, ChangeCatalog changeCatalog) {
            this.access = access;
            this.directory = directory;
            this.changeCatalog = changeCatalog;
        }

        @GET
        @InCatalog(value = Permission.READ, anyScope = true)
        @Operation(operationId = "getCatalog", summary = "Read a catalog", description = "Returns its names and GUID.")
        public Uni<RestResponse<CatalogView>> get() {
            return directory.view(access.catalog()).map(One::tagged);
        }

        @PUT
        @InCatalog(Permission.MANAGE_CATALOG)
        @Operation(
                operationId = "changeCatalog",
                summary = "Change a catalog",
                description =
                        "Changes the display name. With If-Match, fails if the catalog changed since that version.")
        public Uni<RestResponse<CatalogView>> change(
                @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, CatalogSettings request) {
            return changeCatalog
                    .change(Bodies.required(request), IfMatch.of(expected))
                    .map(One::tagged);
        }

        @GET
        @Path("deletion-impact")
        @InCatalog(Permission.MANAGE_CATALOG)
        @Operation(
                operationId = "previewCatalogDeletion",
                summary = "Preview the deletion of a catalog",
                description = "Counts what the deletion would end. Requires an installation owner. Changes nothing.")
        public Uni<CatalogDeletionImpact> impact() {
            return changeCatalog.impact();
        }

        @DELETE
        @InCatalog(Permission.MANAGE_CATALOG)
        @ResponseStatus(204)
        @ProblemResponses(ProblemType.CONFLICT)
        @Operation(
                operationId = "deleteCatalog",
                summary = "Delete a catalog",
                description =
                        "Requires an installation owner. Fails while the catalog has devices. Its roles and tokens have no effect"
                                + " afterwards, and its name is free again. Its data stays in the database, and its revocation"
                                + " lists are still served. With If-Match, fails if the catalog changed since that version.")
        public Uni<Void> delete(@HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
            return changeCatalog.delete(IfMatch.of(expected));
        }

        private static RestResponse<CatalogView> tagged(CatalogView catalog) {
            return EntityTag.ok(catalog, ChangeCatalog.tag(catalog));
        }
    }
}
