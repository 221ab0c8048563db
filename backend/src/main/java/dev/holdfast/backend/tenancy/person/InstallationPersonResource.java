package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
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

/** The people of the identity provider, for who gives roles in the installation. */
@Path(OperatorApi.BASE + "people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class InstallationPersonResource {
    private final Access access;
    private final FindPeople findPeople;
    private final InvitePerson invitePerson;

    InstallationPersonResource(Access access, FindPeople findPeople, InvitePerson invitePerson) {
        this.access = access;
        this.findPeople = findPeople;
        this.invitePerson = invitePerson;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "findInstallationPeople",
            summary = PersonDescriptions.FIND,
            description = PersonDescriptions.FINDING)
    public Uni<List<PersonView>> find(@QueryParam("text") @Nullable String text) {
        return findPeople.find(text);
    }

    // Half of it is at the provider: whoever leaves meanwhile must not leave an account that nothing knows of.
    @Cancellable(false)
    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = InvitedPerson.class, responseCode = "201", responseDescription = "Created")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "inviteInstallationPerson",
            summary = PersonDescriptions.INVITE,
            description = PersonDescriptions.INVITING)
    public Uni<InvitedPerson> invite(NewPerson request) {
        return invitePerson.invite(access.caller(), CatalogId.INSTALLATION, Bodies.required(request));
    }
}
