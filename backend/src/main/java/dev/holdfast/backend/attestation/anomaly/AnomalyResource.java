package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.anomaly.Dismissal;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Anomalies")
public class AnomalyResource {

    private final Access access;
    private final ListAnomalies listAnomalies;
    private final ListResponses responses;
    private final ReviewAnomalies reviewAnomalies;

    AnomalyResource(
            Access access, ListAnomalies listAnomalies, ListResponses responses, ReviewAnomalies reviewAnomalies) {
        this.access = access;
        this.listAnomalies = listAnomalies;
        this.responses = responses;
        this.reviewAnomalies = reviewAnomalies;
    }

    @GET
    @Path("anomalies")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AnomalyView[].class, responseCode = "200")
    @Operation(
            operationId = "listAnomalies",
            summary = "List anomalies",
            description = "Signs of cloned or tampered devices, most recent first (-last).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listAnomalies,
                listAnomalies.pages(access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path("devices/{deviceId}/anomalies")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listAnomaliesOfDevice",
            summary = "List a device's anomalies",
            description = "One per kind, newest first, including dismissed ones.")
    public Uni<List<AnomalyView>> ofDevice(@PathParam("deviceId") String device) {
        return reviewAnomalies.of(access.catalog(), Parameters.device(device));
    }

    @POST
    @Path("devices/{deviceId}/anomalies/{kind}/dismissal")
    @InCatalog(Permission.HANDLE_ALERTS)
    @Operation(
            operationId = "dismissAnomaly",
            summary = "Dismiss an anomaly",
            description = "Marks it as harmless. It opens again if it recurs.")
    public Uni<AnomalyView> dismiss(
            @PathParam("deviceId") String device, @PathParam("kind") String kind, Dismissal dismissal) {
        AnomalyKind anomaly = Arrays.stream(AnomalyKind.values())
                .filter(value -> value.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("Anomaly " + kind));
        return reviewAnomalies.dismiss(
                Parameters.device(device), anomaly, Bodies.required(dismissal).reason());
    }
}
