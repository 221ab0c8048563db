package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
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

/** Members, people and tokens of a catalog or of the installation. */
@RegisterRestClient(configKey = "operator-api-long")
public interface AccessClient {
    @Path(OperatorApi.BASE + "catalogs/{catalog}")
    Access of(@PathParam("catalog") String catalog);

    /** Requires an installation owner. */
    @Path(OperatorApi.BASE)
    Access ofInstallation();

    /** The calls for one catalog, or for the installation. */
    interface Access {
        /** Returns a page of the members that match the filter, by name. */
        @GET
        @Path("members")
        RestResponse<List<MemberView>> members(@BeanParam ListRequest request);

        @POST
        @Path("members")
        MemberView assign(NewMember member);

        /** Returns a member with its entity tag. */
        @GET
        @Path("members/{id}")
        RestResponse<MemberView> member(@PathParam("id") String id);

        /** Changes the role of a member. Fails if the entity tag is out of date. */
        @PUT
        @Path("members/{id}")
        MemberView change(@PathParam("id") String id, @HeaderParam("If-Match") String tag, RoleChange change);

        /** Removes a member. Fails if the entity tag is out of date. */
        @DELETE
        @Path("members/{id}")
        void remove(@PathParam("id") String id, @HeaderParam("If-Match") String tag);

        /** Searches people of the identity provider by parts of their names or address. Returns at most 20. */
        @GET
        @Path("people")
        List<PersonView> people(@QueryParam("filter") String filter);

        /** Creates an account and returns its first password once. */
        @POST
        @Path("people")
        InvitedPerson invite(NewPerson person);

        /**
         * Returns a page of the tokens that match the filter, active ones first. Owners get all tokens in their scope, others only their
         * own personal tokens.
         */
        @GET
        @Path("tokens")
        RestResponse<List<TokenView>> tokens(@BeanParam ListRequest request);

        /** Creates a token and returns its secret once. */
        @POST
        @Path("tokens")
        CreatedToken make(NewToken token);

        @DELETE
        @Path("tokens/{id}")
        void revoke(@PathParam("id") String id);
    }
}
