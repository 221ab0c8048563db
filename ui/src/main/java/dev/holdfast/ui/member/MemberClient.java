package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.RoleChange;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Roles that were given in a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/members")
@RegisterRestClient(configKey = "operator-api")
public interface MemberClient {
    /** Lists a page of the roles that meet a filter, by name; null is any, and the first page. */
    @GET
    RestResponse<List<MemberView>> members(
            @PathParam("catalog") String catalog,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") int limit);

    /** Gives a role; owners only. */
    @POST
    MemberView assign(@PathParam("catalog") String catalog, NewMember member);

    /** Gets a role, with its entity tag. */
    @GET
    @Path("{id}")
    RestResponse<MemberView> member(@PathParam("catalog") String catalog, @PathParam("id") String id);

    /** Gives another role at the same place, unless somebody else did since it was read. */
    @PUT
    @Path("{id}")
    MemberView change(
            @PathParam("catalog") String catalog,
            @PathParam("id") String id,
            @HeaderParam("If-Match") String tag,
            RoleChange change);

    /** Takes a role away, unless somebody changed it since it was read. */
    @DELETE
    @Path("{id}")
    void remove(@PathParam("catalog") String catalog, @PathParam("id") String id, @HeaderParam("If-Match") String tag);
}
