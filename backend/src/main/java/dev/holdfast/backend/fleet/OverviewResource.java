package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.uptime.Uptime;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.OutageFields;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Overview of a catalog, and outages of Holdfast. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class OverviewResource {
    private static final Duration YEAR = Duration.ofDays(366);
    private static final int MAX_OUTAGES = 500;

    private final Commands commands;
    private final DescribeFleet describeFleet;
    private final Uptime uptime;

    OverviewResource(Commands commands, DescribeFleet describeFleet, Uptime uptime) {
        this.commands = commands;
        this.describeFleet = describeFleet;
        this.uptime = uptime;
    }

    @GET
    @Path("overview")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getOverview",
            summary = "Read the state of a catalog",
            description = "Device counts, what needs attention, and the newest audit entries.")
    public Uni<Overview> overview() {
        return commands.run(describeFleet::describe);
    }

    @GET
    @Path("verifier-outages")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listVerifierOutages",
            summary = "List outages of Holdfast",
            description =
                    "Intervals of the last 366 days in which no backend ran. Oldest first, at most the newest 500 that match."
                            + " Devices are not blamed for silence in these intervals.")
    public Uni<List<VerifierOutage>> outages(@QueryParam("filter") @Nullable String filter) {
        Filter parsed = Parameters.filter(filter, OutageFields.VOCABULARY);
        return commands.run(tx -> uptime.outages(tx, parsed, tx.now().minus(YEAR), MAX_OUTAGES));
    }
}
