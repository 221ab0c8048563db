package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutFailureReason;
import dev.holdfast.contract.operator.rollout.RolloutFailureView;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutStop;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads and creates rollouts. {@link RolloutActionResource} starts and changes them. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rollouts")
public class RolloutResource {
    private final Access access;
    private final ListRollouts listRollouts;
    private final FailedDevices failedDevices;
    private final FindRollouts findRollouts;
    private final RolloutResponses rollouts;
    private final ListResponses responses;
    private final Commands commands;
    private final CreateRollout createRollout;
    private final PreviewRollout previewRollout;
    private final PreviewRollBack previewRollBack;
    private final PreviewAction previewAction;

    RolloutResource(
            Access access,
            ListRollouts listRollouts,
            FindRollouts findRollouts,
            RolloutResponses rollouts,
            ListResponses responses,
            Commands commands,
            CreateRollout createRollout,
            PreviewRollout previewRollout,
            Transactions transactions,
            Clock clock) {
        this.access = access;
        this.listRollouts = listRollouts;
        this.failedDevices = new FailedDevices(transactions, clock);
        this.findRollouts = findRollouts;
        this.rollouts = rollouts;
        this.responses = responses;
        this.commands = commands;
        this.createRollout = createRollout;
        this.previewRollout = previewRollout;
        this.previewRollBack = new PreviewRollBack(transactions);
        this.previewAction = new PreviewAction(transactions);
    }

    @GET
    @Path("rollouts")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = RolloutView[].class, responseCode = "200")
    @Operation(
            operationId = "listRollouts",
            summary = "List rollouts",
            description =
                    "Rollouts that match the filter, such as state:halted product:toaster. Sort orders: -at (newest first, the default) and at.")
    public Uni<RestResponse<Object>> newest(@BeanParam ListParameters parameters) {
        return responses.page(
                listRollouts, listRollouts.pages(access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @GET
    @Path("products/{product}/groups/{group}/rollouts")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = RolloutView[].class, responseCode = "200")
    @Operation(
            operationId = "listGroupRollouts",
            summary = "List the rollouts to a device group",
            description =
                    "Rollouts that match the filter, such as is:active. Sort orders: -at (newest first, the default) and at.")
    public Uni<RestResponse<Object>> ofGroup(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListParameters parameters) {
        return listRollouts
                .ofGroup(access.catalog(), product, group, parameters)
                .chain(pages -> responses.page(listRollouts, pages, parameters));
    }

    @GET
    @Path("rollouts/stop")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getRolloutStop",
            summary = "Read whether rollouts are stopped",
            description = "Who stopped all rollouts and deployments of the catalog, and why.")
    public Uni<RolloutStop> stop() {
        return findRollouts.stop(access.catalog());
    }

    @GET
    @Path("rollouts/{rollout}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getRollout",
            summary = "Read a rollout",
            description =
                    "Includes its phases, exact counters, and the operations that are possible in its state. Send the ETag as If-Match"
                            + " to extend it. A role in its group or product is enough for operations on one rollout.")
    public Uni<RestResponse<RolloutView>> get(@PathParam("rollout") String rollout) {
        return rollouts.read(Parameters.guid("Rollout", rollout)).map(RolloutResponses::tagged);
    }

    @POST
    @Path("products/{product}/groups/{group}/rollouts")
    @APIResponseSchema(value = RolloutView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "createRollout",
            summary = "Create a rollout",
            description =
                    "Creates a draft, which changes nothing on devices until it is started. Operating system images are refused: they come"
                            + " with the group's OS feed. Location is the URL of the rollout.")
    public Uni<RestResponse<RolloutView>> create(
            @PathParam("product") String product,
            @PathParam("group") String group,
            NewRollout request,
            @Context UriInfo uri) {
        return commands.run(createRollout.create(product, group, Bodies.required(request)))
                .chain(rollouts::read)
                .map(made -> EntityTag.at(
                        address(uri, made), RestResponse.Status.CREATED, made, RolloutResponses.tag(made)));
    }

    @POST
    @Path("products/{product}/groups/{group}/rollout-impact")
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "previewRollout",
            summary = "Preview a rollout",
            description =
                    "Returns what the rollout would do now: devices of each phase, images before and after, bytes to download, and devices"
                            + " that would not install the images. Fails if the rollout is not possible. Changes nothing.")
    public Uni<RolloutImpact> preview(
            @PathParam("product") String product, @PathParam("group") String group, NewRollout request) {
        return previewRollout.of(access.catalog(), product, group, Bodies.required(request));
    }

    @GET
    @Path("rollouts/{rollout}/impact")
    @InCatalog(Permission.READ)
    @ProblemResponses({ProblemType.INVALID_CONTENT, ProblemType.CONFLICT})
    @Operation(
            operationId = "getRolloutImpact",
            summary = "Preview a draft",
            description =
                    "Returns what the start of a draft, or of an aborted rollout of an operating system, would do now. Fails for a"
                            + " rollout that has started, and for an operating system that the OS feed no longer offers. Changes"
                            + " nothing.")
    public Uni<RolloutImpact> impact(@PathParam("rollout") String rollout) {
        return previewRollout.of(access.catalog(), Parameters.guid("Rollout", rollout));
    }

    @GET
    @Path("rollouts/{rollout}/roll-back-impact")
    @InCatalog(Permission.READ)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "getRollBackImpact",
            summary = "Preview a rollback",
            description =
                    "Counts the devices that would install the earlier images, and those whose anti-rollback fuse forbids it. Changes"
                            + " nothing.")
    public Uni<RollBackImpact> rollBackImpact(@PathParam("rollout") String rollout) {
        return previewRollBack.of(access.catalog(), Parameters.guid("Rollout", rollout));
    }

    @GET
    @Path("rollouts/{rollout}/action-impact")
    @InCatalog(Permission.READ)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "getRolloutActionImpact",
            summary = "Preview an action on a rollout",
            description =
                    "Counts the devices that would be offered the images, would no longer be offered them, or would keep them. Fails"
                            + " like the action, except if a halt rule fires. Changes nothing.")
    public Uni<RolloutActionImpact> actionImpact(
            @PathParam("rollout") String rollout,
            @Parameter(description = "PAUSE, RESUME, PROCEED, RETRY_FAILED, ABORT or EXTEND; required")
                    @QueryParam("action")
                    @Nullable
                    String action) {
        return previewAction.of(
                access.catalog(),
                Parameters.guid("Rollout", rollout),
                Parameters.constant("action", Objects.requireNonNullElse(action, ""), RolloutAction.class));
    }

    @GET
    @Path("rollouts/{rollout}/failure-reasons")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listRolloutFailureReasons",
            summary = "Count the failed devices of a rollout by reason",
            description = "The most frequent reasons first, at most 100. Kept after the rollout ends.")
    public Uni<List<RolloutFailureReason>> reasons(@PathParam("rollout") String rollout) {
        return findRollouts.reasons(access.catalog(), Parameters.guid("Rollout", rollout));
    }

    @GET
    @Path("rollouts/{rollout}/failures")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = RolloutFailureView[].class, responseCode = "200")
    @Operation(
            operationId = "listRolloutFailures",
            summary = "List the failed devices of a rollout",
            description =
                    "Failures that match the filter, such as kind:returned code:image-rolled-back. Sort orders: -at (newest first, the"
                            + " default) and at. Kept after the rollout ends, except for devices that left the catalog.")
    public Uni<RestResponse<Object>> failures(
            @PathParam("rollout") String rollout, @BeanParam ListParameters parameters) {
        return failedDevices
                .of(access.catalog(), Parameters.guid("Rollout", rollout), parameters)
                .chain(pages -> responses.page(failedDevices, pages, parameters));
    }

    private static URI address(UriInfo uri, RolloutView made) {
        return uri.getBaseUriBuilder()
                .path(OperatorApi.BASE + "catalogs")
                .segment(
                        uri.getPathParameters().getFirst("catalog"),
                        "rollouts",
                        made.id().toString())
                .build();
    }
}
