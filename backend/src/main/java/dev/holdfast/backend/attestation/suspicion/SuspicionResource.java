package dev.holdfast.backend.attestation.suspicion;

import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.suspicion.Dismissal;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What does not fit together in what devices attested. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suspicions")
public class SuspicionResource {

    private final Access access;
    private final ListSuspicions listSuspicions;
    private final ListAnswers answers;
    private final ReviewSuspicions reviewSuspicions;

    SuspicionResource(
            Access access, ListSuspicions listSuspicions, ListAnswers answers, ReviewSuspicions reviewSuspicions) {
        this.access = access;
        this.listSuspicions = listSuspicions;
        this.answers = answers;
        this.reviewSuspicions = reviewSuspicions;
    }

    @GET
    @Path("suspicions")
    @InCatalog(Act.READ)
    @APIResponseSchema(value = SuspicionView[].class, responseCode = "200")
    @Operation(
            operationId = "listSuspicions",
            summary = "List suspicions",
            description =
                    "Devices that may be cloned, or that lie; what happened last first (-last). open=true is is:open.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked, @QueryParam("open") @Nullable String open) {
        Filter filter = listSuspicions.filter(asked.filter());
        return answers.page(
                listSuspicions,
                listSuspicions.pages(
                        access.catalog(),
                        Parameters.flag("open", open) ? filter.and(Filter.of("is", "open")) : filter,
                        asked.sort(),
                        found -> {}),
                asked);
    }

    @GET
    @Path("devices/{deviceId}/suspicions")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "listSuspicionsOfDevice",
            summary = "List a device's suspicions",
            description = "One a kind, the newest first; dismissed ones, too.")
    public Uni<List<SuspicionView>> ofDevice(@PathParam("deviceId") String device) {
        return reviewSuspicions.of(access.catalog(), Parameters.device(device));
    }

    @POST
    @Path("devices/{deviceId}/suspicions/{kind}/dismissal")
    @InCatalog(Act.HANDLE_SUSPICIONS)
    @Operation(
            operationId = "dismissSuspicion",
            summary = "Dismiss a suspicion",
            description = "Says that there is nothing to it. It opens again when it happens again.")
    public Uni<SuspicionView> dismiss(
            @PathParam("deviceId") String device, @PathParam("kind") String kind, Dismissal dismissal) {
        SuspicionKind wanted = Arrays.stream(SuspicionKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("Suspicion " + kind));
        return reviewSuspicions.dismiss(
                Parameters.device(device), wanted, Bodies.required(dismissal).reason());
    }
}
