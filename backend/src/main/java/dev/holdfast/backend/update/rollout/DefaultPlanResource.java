package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Default phases and halt rules of device groups. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}/groups/{group}/rollout-defaults")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rollouts")
public class DefaultPlanResource {
    private final Access access;
    private final Commands commands;
    private final Transactions transactions;
    private final DefaultPlans plans;

    DefaultPlanResource(Access access, Commands commands, Transactions transactions, DefaultPlans plans) {
        this.access = access;
        this.commands = commands;
        this.transactions = transactions;
        this.plans = plans;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getRolloutDefaults",
            summary = "Read the default phases of a device group",
            description =
                    "Phases and halt rules of rollouts that the group's update policy starts when the group's OS feed offers a new release."
                            + " Send the ETag as If-Match to change them.")
    public Uni<RestResponse<RolloutDefaults>> get(
            @PathParam("product") String product, @PathParam("group") String group) {
        return transactions
                .inCatalog(access.catalog(), tx -> plans.of(tx, product, group))
                .map(this::tagged);
    }

    @PUT
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "changeRolloutDefaults",
            summary = "Change the default phases of a device group",
            description =
                    "Applies to rollouts that begin later. With If-Match, fails if the defaults were changed since you read them.")
    public Uni<RestResponse<RolloutDefaults>> change(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            RolloutDefaults defaults) {
        return commands.run(plans.change(product, group, Bodies.required(defaults), IfMatch.of(expected)))
                .map(this::tagged);
    }

    private RestResponse<RolloutDefaults> tagged(RolloutDefaults defaults) {
        return EntityTag.ok(defaults, plans.tag(defaults));
    }
}
