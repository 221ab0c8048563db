package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.RoleChange;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Role assignments in a catalog with its products and groups, or in the installation. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class MemberResource {
    private static final String ONE = "{id}";
    private static final String ASSIGN_NOTE =
            " Requires an owner of the scope; you cannot assign a role to yourself. Takes effect with the grantee's next request. An"
                    + " e-mail address is bound to the first account that signs in with it, verified by the identity provider.";
    private static final String CHANGE_NOTE =
            " keeps its role. With If-Match, fails if the assignment was changed since you read it.";

    private final Access access;
    private final ListMembers listMembers;
    private final ListResponses responses;
    private final AssignRole assignRole;
    private final ChangeRole changeRole;

    MemberResource(
            Access access,
            ListMembers listMembers,
            ListResponses responses,
            AssignRole assignRole,
            ChangeRole changeRole) {
        this.access = access;
        this.listMembers = listMembers;
        this.responses = responses;
        this.assignRole = assignRole;
        this.changeRole = changeRole;
    }

    @GET
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = MemberView[].class, responseCode = "200")
    @Operation(
            operationId = "listMembers",
            summary = "List role assignments",
            description =
                    "Lists the assignments in scopes that you may read, by name. Roles from group names and owners of the"
                            + " installation are not listed.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listMembers, listMembers.of(access.caller(), access.catalogOrInstallation(), parameters), parameters);
    }

    @POST
    @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Permission.MANAGE_MEMBERS, anyScope = true)
    @Operation(
            operationId = "assignRole",
            summary = "Assign a role",
            description = "Assigns a role in the catalog, a product or a device group." + ASSIGN_NOTE)
    public Uni<RestResponse<MemberView>> assign(NewMember request, @Context UriInfo uri) {
        return assignRole
                .assign(access.catalogOrInstallation(), Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.id(), made, ChangeRole.tag(made)));
    }

    @GET
    @Path(ONE)
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "getMember",
            summary = "Read a role assignment",
            description = "Returns an assignment in a scope that you may read. Send its ETag as If-Match to change it.")
    public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
        return changeRole.read(id(id)).map(MemberResource::tagged);
    }

    @PUT
    @Path(ONE)
    @InCatalog(value = Permission.MANAGE_MEMBERS, anyScope = true)
    @Operation(
            operationId = "changeRole",
            summary = "Change a role assignment",
            description = "Changes the role in the same scope. The last owner of the catalog" + CHANGE_NOTE)
    public Uni<RestResponse<MemberView>> change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, RoleChange request) {
        return changeRole
                .change(id(id), Bodies.required(request), IfMatch.of(expected))
                .map(MemberResource::tagged);
    }

    @DELETE
    @Path(ONE)
    @ResponseStatus(204)
    @InCatalog(value = Permission.MANAGE_MEMBERS, anyScope = true)
    @Operation(
            operationId = "removeRole",
            summary = "Remove a role assignment",
            description = "Takes effect with the next request. The last owner of the catalog cannot be removed.")
    public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return changeRole.remove(id(id), IfMatch.of(expected));
    }

    private static UUID id(String id) {
        return Parameters.guid("Role assignment", id);
    }

    private static RestResponse<MemberView> tagged(MemberView member) {
        return EntityTag.ok(member, ChangeRole.tag(member));
    }

    /** Role assignments in the installation; they apply to every catalog. */
    @Path(OperatorApi.BASE + "members")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Members")
    public static class OfInstallation {
        private final MemberResource members;

        OfInstallation(MemberResource members) {
            this.members = members;
        }

        @GET
        @InInstallation(Audience.INSTALLATION_OWNER)
        @APIResponseSchema(value = MemberView[].class, responseCode = "200")
        @Operation(
                operationId = "listInstallationMembers",
                summary = "List role assignments",
                description =
                        "Lists the assignments in the installation, by name. Roles from group names are not listed.")
        public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
            return members.list(parameters);
        }

        @POST
        @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "assignInstallationRole",
                summary = "Assign a role",
                description = "Assigns a role in the whole installation." + ASSIGN_NOTE)
        public Uni<RestResponse<MemberView>> assign(NewMember request, @Context UriInfo uri) {
            return members.assign(request, uri);
        }

        @GET
        @Path(ONE)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "getInstallationMember",
                summary = "Read a role assignment",
                description = "Returns an assignment. Send its ETag as If-Match to change it.")
        public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
            return members.get(id);
        }

        @PUT
        @Path(ONE)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "changeInstallationRole",
                summary = "Change a role assignment",
                description = "Changes the role in the same scope. The last owner of the installation" + CHANGE_NOTE)
        public Uni<RestResponse<MemberView>> change(
                @PathParam("id") String id,
                @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
                RoleChange request) {
            return members.change(id, expected, request);
        }

        @DELETE
        @Path(ONE)
        @ResponseStatus(204)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "removeInstallationRole",
                summary = "Remove a role assignment",
                description =
                        "Takes effect with the next request. The last owner of the installation cannot be removed.")
        public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
            return members.remove(id, expected);
        }
    }
}
