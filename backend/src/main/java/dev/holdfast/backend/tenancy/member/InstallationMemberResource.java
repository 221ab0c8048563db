package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
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

/** Who has which role in the installation, and so in every catalog. */
@Path(OperatorApi.BASE + "members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class InstallationMemberResource {
    private final Access access;
    private final ListMembers listMembers;
    private final ListAnswers answers;
    private final AssignRole assignRole;
    private final ChangeRole changeRole;

    InstallationMemberResource(
            Access access, ListMembers listMembers, ListAnswers answers, AssignRole assignRole, ChangeRole changeRole) {
        this.access = access;
        this.listMembers = listMembers;
        this.answers = answers;
        this.assignRole = assignRole;
        this.changeRole = changeRole;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @APIResponseSchema(value = MemberView[].class, responseCode = "200")
    @Operation(
            operationId = "listInstallationMembers",
            summary = "List who was given a role",
            description =
                    "In the whole installation, by name. Roles that groups of the access token carry by their name are not among them.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked) {
        return answers.page(listMembers, listMembers.of(access.caller(), CatalogId.INSTALLATION, asked), asked);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MemberView.class, responseCode = "201", responseDescription = "Created")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "assignInstallationRole",
            summary = "Give somebody a role",
            description = "In the whole installation." + MemberDescriptions.GIVING)
    public Uni<MemberView> assign(NewMember request) {
        return assignRole.assign(access.caller(), CatalogId.INSTALLATION, Bodies.required(request));
    }

    @GET
    @Path("{id}")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "getInstallationMember",
            summary = "Read a role that somebody was given",
            description = "ETag is for If-Match of a change.")
    public Uni<RestResponse<MemberView>> get(@PathParam("id") String id) {
        return changeRole
                .read(access.caller(), CatalogId.INSTALLATION, Parameters.guid("Role assignment", id))
                .map(InstallationMemberResource::tagged);
    }

    @PUT
    @Path("{id}")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "changeInstallationRole",
            summary = "Give somebody another role",
            description =
                    "At the same place. The last owner of the installation cannot become less. With If-Match, only if nobody changed it"
                            + " since it was read.")
    public Uni<RestResponse<MemberView>> change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, RoleChange request) {
        return changeRole
                .change(
                        access.caller(),
                        CatalogId.INSTALLATION,
                        Parameters.guid("Role assignment", id),
                        Bodies.required(request),
                        IfMatch.of(expected))
                .map(InstallationMemberResource::tagged);
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "removeInstallationRole",
            summary = "Take a role away",
            description = "From the next request on. The last owner of the installation stays.")
    public Uni<Void> remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return changeRole.remove(
                access.caller(), CatalogId.INSTALLATION, Parameters.guid("Role assignment", id), IfMatch.of(expected));
    }

    private static RestResponse<MemberView> tagged(MemberView member) {
        return EntityTag.ok(member, ChangeRole.tag(member));
    }
}
