package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.openapi.Fails;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The people of the identity provider, for who gives roles in a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class PersonResource {
    private final Access access;
    private final FindPeople findPeople;
    private final InvitePerson invitePerson;

    PersonResource(Access access, FindPeople findPeople, InvitePerson invitePerson) {
        this.access = access;
        this.findPeople = findPeople;
        this.invitePerson = invitePerson;
    }

    @GET
    @InCatalog(value = Act.MANAGE_MEMBERS, inPart = true)
    @Operation(operationId = "findPeople", summary = PersonDescriptions.FIND, description = PersonDescriptions.FINDING)
    public Uni<List<PersonView>> find(@QueryParam("text") @Nullable String text) {
        return findPeople.find(text);
    }

    // Half of it is at the provider: whoever leaves meanwhile must not leave an account that nothing knows of.
    @Cancellable(false)
    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = InvitedPerson.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Act.MANAGE_MEMBERS)
    @Fails(ProblemType.NOT_OFFERED)
    @Operation(
            operationId = "invitePerson",
            summary = PersonDescriptions.INVITE,
            description = PersonDescriptions.INVITING)
    public Uni<InvitedPerson> invite(NewPerson request) {
        return invitePerson.invite(access.caller(), access.catalog(), Bodies.required(request));
    }
}
