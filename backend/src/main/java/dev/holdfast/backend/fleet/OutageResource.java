package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.uptime.Uptime;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.identity.Act;
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

/** When Holdfast itself was down. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/verifier-outages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogs")
public class OutageResource {
    private static final int WEEK = 7;
    private static final int MAX_DAYS = 366;
    private static final int MAX_OUTAGES = 500;

    private final Access access;
    private final Transactions transactions;
    private final Uptime uptime;

    OutageResource(Access access, Transactions transactions, Uptime uptime) {
        this.access = access;
        this.transactions = transactions;
        this.uptime = uptime;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "listVerifierOutages",
            summary = "List when Holdfast was down",
            description = "Intervals of the last days (1 to 366) in which no backend ran, the oldest first, at most the"
                    + " newest 500. What devices did not do then is not their fault.")
    public Uni<List<VerifierOutage>> list(@QueryParam("days") @Nullable String days) {
        Duration back = Duration.ofDays(Parameters.days(days, WEEK, MAX_DAYS));
        return transactions.inCatalog(
                access.catalog(), tx -> uptime.outages(tx, tx.now().minus(back), MAX_OUTAGES));
    }
}
