package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** People of the identity provider, for owners of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/people")
@RegisterRestClient(configKey = "operator-api")
public interface PersonClient {
    /** Finds people by parts of their names or address, at most 20. */
    @GET
    List<PersonView> find(@PathParam("catalog") String catalog, @QueryParam("text") String text);

    /** Makes an account, whose first password is told once. */
    @POST
    InvitedPerson invite(@PathParam("catalog") String catalog, NewPerson person);
}
