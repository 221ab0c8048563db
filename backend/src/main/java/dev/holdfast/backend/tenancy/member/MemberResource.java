package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Act;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Who has which role in a catalog and in its products and groups. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class MemberResource {
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
    @InCatalog(value = Act.READ, inPart = true)
    @APIResponseSchema(value = MemberView[].class, responseCode = "200")
    @Operation(
            operationId = "listMembers",
            summary = "List who was given a role",
            description =
                    "In the catalog and in the parts of it that the caller may read, by name. Roles that groups of the access token"
                            + " carry by their name, and owners of the installation, are not among them.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked) {
        return answers.page(listMembers, listMembers.of(access.caller(), access.catalog(), asked), asked);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Act.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "assignRole",
            summary = "Give somebody a role",
            description = "In the catalog, or with product, or product and group, in that part of it."
                    + MemberDescriptions.GIVING)
    public Uni<MemberView> assign(NewMember request) {
        return assignRole.assign(access.caller(), access.catalog(), Bodies.required(request));
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Act.READ, inPart = true)
    @Operation(
            operationId = "getMember",
            summary = "Read a role that somebody was given",
            description = "In a place that the caller may read. ETag is for If-Match of a change.")
    public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
        return changeRole
                .read(access.caller(), access.catalog(), Parameters.guid("Role assignment", id))
                .map(MemberResource::tagged);
    }

    @PUT
    @Path("{id}")
    @InCatalog(value = Act.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "changeRole",
            summary = "Give somebody another role",
            description =
                    "At the same place. The last owner of the catalog cannot become less. With If-Match, only if nobody changed it"
                            + " since it was read.")
    public Uni<RestResponse<MemberView>> change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, RoleChange request) {
        return changeRole
                .change(
                        access.caller(),
                        access.catalog(),
                        Parameters.guid("Role assignment", id),
                        Bodies.required(request),
                        IfMatch.of(expected))
                .map(MemberResource::tagged);
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @InCatalog(value = Act.MANAGE_MEMBERS, inPart = true)
    @Operation(
            operationId = "removeRole",
            summary = "Take a role away",
            description = "From the next request on. The last owner of the catalog stays.")
    public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return changeRole.remove(
                access.caller(), access.catalog(), Parameters.guid("Role assignment", id), IfMatch.of(expected));
    }

    private static RestResponse<MemberView> tagged(MemberView member) {
        return EntityTag.ok(member, ChangeRole.tag(member));
    }
}
