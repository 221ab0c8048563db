package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.alert.AlertAction;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
public class AlertResource {
    private final Access access;
    private final Commands commands;
    private final ListAlerts list;
    private final AlertRecords records;
    private final ListResponses responses;

    AlertResource(Access access, Commands commands, ListAlerts list, AlertRecords records, ListResponses responses) {
        this.access = access;
        this.commands = commands;
        this.list = list;
        this.records = records;
        this.responses = responses;
    }

    @GET
    @Path("alerts")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AlertView[].class, responseCode = "200")
    @Operation(
            operationId = "listAlerts",
            summary = "List alerts",
            description = "One for each cause. Those with the newest events first (-last).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(list, list.pages(access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @GET
    @Path("alerts/counts")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "countAlerts",
            summary = "Count alerts",
            description = "Numbers of alerts that are open or acknowledged.")
    public Uni<AlertCounts> counts() {
        return records.counts(access.catalog(), access.caller().name());
    }

    @GET
    @Path("alerts/{alert}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAlert",
            summary = "Get an alert",
            description = "With its exact numbers of devices and events.")
    public Uni<AlertView> get(@PathParam("alert") String alert) {
        return records.one(access.catalog(), id(alert));
    }

    @GET
    @Path("alerts/{alert}/steps")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AlertStepView[].class, responseCode = "200")
    @Operation(
            operationId = "listAlertSteps",
            summary = "List the timeline of an alert",
            description = "What happened to it, with comments, newest first.")
    public Uni<RestResponse<Object>> steps(@PathParam("alert") String alert, @BeanParam PageParameters parameters) {
        return records.steps(access.catalog(), id(alert), parameters).map(page -> ListResponses.page(page, parameters));
    }

    @GET
    @Path("alerts/{alert}/subjects")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AlertSubjectView[].class, responseCode = "200")
    @Operation(
            operationId = "listAlertSubjects",
            summary = "List the subjects of an alert",
            description =
                    "Devices and others, such as rollouts: first those that are affected now, the last seen first.")
    public Uni<RestResponse<Object>> subjects(@PathParam("alert") String alert, @BeanParam PageParameters parameters) {
        return records.subjects(access.catalog(), id(alert), parameters)
                .map(page -> ListResponses.page(page, parameters));
    }

    @POST
    @Path("alert-actions")
    @InCatalog(Permission.HANDLE_ALERTS)
    @Operation(
            operationId = "actOnAlerts",
            summary = "Act on alerts",
            description =
                    "Acknowledges, suppresses, resolves, reopens, assigns, prioritizes or comments up to 100 alerts: all or none.")
    public Uni<List<AlertView>> act(AlertAction action) {
        AlertAction checked = Bodies.required(action);
        return commands.run(checked.alerts().size(), new ActOnAlerts(checked));
    }

    private static UUID id(String alert) {
        return Parameters.guid("Alert", alert);
    }
}
