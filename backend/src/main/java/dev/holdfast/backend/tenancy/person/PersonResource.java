package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** People of the identity provider, for owners who assign roles in a catalog or in the installation. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class PersonResource {
    private static final String FIND = "Find people";
    private static final String FINDING =
            "Returns enabled accounts of the identity provider whose name, user name or e-mail address contains each word of"
                    + " the filter, by user name, at most " + FindPeople.LIMIT
                    + ". Requires the permission to manage members. Fails with 501 not-offered if the provider is not Keycloak or"
                    + " does not permit it.";
    private static final String READ = "Read a person";
    private static final String READING =
            "An enabled account of the identity provider, by its subject. Requires the same as finding people.";
    private static final String INVITE = "Invite a person";
    private static final String INVITING =
            "Creates an account at the identity provider, without a role. The response shows the first password once; it must be"
                    + " changed at the first sign-in. The e-mail address is not verified. Requires an owner of the whole catalog or"
                    + " installation. Fails with 409 if the address is taken, and with 429 above the daily limit (50 by default). You cannot"
                    + " approve requests by a person whom you invited. Fails with 501 not-offered as for finding people.";

    private final Access access;
    private final FindPeople findPeople;
    private final InvitePerson invitePerson;

    PersonResource(Access access, FindPeople findPeople, InvitePerson invitePerson) {
        this.access = access;
        this.findPeople = findPeople;
        this.invitePerson = invitePerson;
    }

    @GET
    @InCatalog(value = Permission.MANAGE_MEMBERS, anyScope = true)
    @ProblemResponses(ProblemType.NOT_OFFERED)
    @Operation(operationId = "findPeople", summary = FIND, description = FINDING)
    public Uni<List<PersonView>> find(@QueryParam("filter") @Nullable String filter) {
        return findPeople.find(filter);
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.MANAGE_MEMBERS, anyScope = true)
    @ProblemResponses(ProblemType.NOT_OFFERED)
    @Operation(operationId = "getPerson", summary = READ, description = READING)
    public Uni<RestResponse<PersonView>> get(@PathParam("id") String subject) {
        return findPeople.one(subject).map(person -> EntityTag.ok(person, EntityTag.of(person)));
    }

    // The account is created at the provider first. A client that disconnects must not leave an unknown account.
    @Cancellable(false)
    @POST
    @APIResponseSchema(value = InvitedPerson.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.MANAGE_MEMBERS)
    @ProblemResponses(ProblemType.NOT_OFFERED)
    @Operation(operationId = "invitePerson", summary = INVITE, description = INVITING)
    public Uni<RestResponse<InvitedPerson>> invite(NewPerson request, @Context UriInfo uri) {
        return invitePerson
                .invite(access.caller(), access.catalogOrInstallation(), Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.person().subject(), made, EntityTag.of(made.person())));
    }

    @Path(OperatorApi.BASE + "people")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Members")
    public static class OfInstallation {
        private final PersonResource people;

        OfInstallation(PersonResource people) {
            this.people = people;
        }

        @GET
        @InInstallation(Audience.INSTALLATION_OWNER)
        @ProblemResponses(ProblemType.NOT_OFFERED)
        @Operation(operationId = "findInstallationPeople", summary = FIND, description = FINDING)
        public Uni<List<PersonView>> find(@QueryParam("filter") @Nullable String filter) {
            return people.find(filter);
        }

        @GET
        @Path("{id}")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @ProblemResponses(ProblemType.NOT_OFFERED)
        @Operation(operationId = "getInstallationPerson", summary = READ, description = READING)
        public Uni<RestResponse<PersonView>> get(@PathParam("id") String subject) {
            return people.get(subject);
        }

        @Cancellable(false)
        @POST
        @APIResponseSchema(value = InvitedPerson.class, responseCode = "201", responseDescription = "Created")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @ProblemResponses(ProblemType.NOT_OFFERED)
        @Operation(operationId = "inviteInstallationPerson", summary = INVITE, description = INVITING)
        public Uni<RestResponse<InvitedPerson>> invite(NewPerson request, @Context UriInfo uri) {
            return people.invite(request, uri);
        }
    }
}
