package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Who has which role: in a catalog and in its products and groups, or in the installation and so in every catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class MemberResource {
    private static final String ONE = "{id}";
    private static final String GIVING =
            " Takes an owner of the place, who cannot give roles to themselves. It counts from the grantee's next request on; an"
                    + " e-mail address becomes a subject when somebody first comes with it, verified by the identity provider.";
    private static final String CHANGED =
            " cannot become less. With If-Match, only if nobody changed it since it was read.";

    private final Access access;
    private final ListMembers listMembers;
    private final ListAnswers answers;
    private final AssignRole assignRole;
    private final ChangeRole changeRole;

    MemberResource(
            Access access, ListMembers listMembers, ListAnswers answers, AssignRole assignRole, ChangeRole changeRole) {
        this.access = access;
        this.listMembers = listMembers;
        this.answers = answers;
        this.assignRole = assignRole;
        this.changeRole = changeRole;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = MemberView[].class, responseCode = "200")
    @Operation(
            operationId = "listMembers",
            summary = "List who was given a role",
            description =
                    "In the catalog and in the parts of it that the caller may read, by name. Roles that groups of the access token"
                            + " carry by their name, and owners of the installation, are not among them.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return answers.page(listMembers, listMembers.of(access.caller(), access.catalogOrInstallation(), parameters), parameters);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Permission.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "assignRole",
            summary = "Give somebody a role",
            description = "In the catalog, or with product, or product and group, in that part of it." + GIVING)
    public Uni<MemberView> assign(NewMember request) {
        return assignRole.assign(access.catalogOrInstallation(), Bodies.required(request));
    }

    @GET
    @Path(ONE)
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "getMember",
            summary = "Read a role that somebody was given",
            description = "In a place that the caller may read. ETag is for If-Match of a change.")
    public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
        return changeRole.read(id(id)).map(MemberResource::tagged);
    }

    @PUT
    @Path(ONE)
    @InCatalog(value = Permission.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "changeRole",
            summary = "Give somebody another role",
            description = "At the same place. The last owner of the catalog" + CHANGED)
    public Uni<RestResponse<MemberView>> change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, RoleChange request) {
        return changeRole
                .change(id(id), Bodies.required(request), IfMatch.of(expected))
                .map(MemberResource::tagged);
    }

    @DELETE
    @Path(ONE)
    @ResponseStatus(204)
    @InCatalog(value = Permission.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "removeRole",
            summary = "Take a role away",
            description = "From the next request on. The last owner of the catalog stays.")
    public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return changeRole.remove(id(id), IfMatch.of(expected));
    }

    private static UUID id(String id) {
        return Parameters.guid("Role assignment", id);
    }

    private static RestResponse<MemberView> tagged(MemberView member) {
        return EntityTag.ok(member, ChangeRole.tag(member));
    }

    /** The same in the installation, and so in every catalog. */
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
                summary = "List who was given a role",
                description =
                        "In the whole installation, by name. Roles that groups of the access token carry by their name are not among them.")
        public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
            return members.list(parameters);
        }

        @POST
        @ResponseStatus(201)
        @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "assignInstallationRole",
                summary = "Give somebody a role",
                description = "In the whole installation." + GIVING)
        public Uni<MemberView> assign(NewMember request) {
            return members.assign(request);
        }

        @GET
        @Path(ONE)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "getInstallationMember",
                summary = "Read a role that somebody was given",
                description = "ETag is for If-Match of a change.")
        public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
            return members.get(id);
        }

        @PUT
        @Path(ONE)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(
                operationId = "changeInstallationRole",
                summary = "Give somebody another role",
                description = "At the same place. The last owner of the installation" + CHANGED)
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
                summary = "Take a role away",
                description = "From the next request on. The last owner of the installation stays.")
        public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
            return members.remove(id, expected);
        }
    }
}
