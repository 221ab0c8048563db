package dev.holdfast.ui.feed;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Lists, publishes, promotes and withdraws OS releases. */
@Path(OperatorApi.BASE + "os-releases")
@RegisterRestClient(configKey = "operator-api-long")
public interface FeedClient {
    /** The maximum number of releases in a response. */
    int MAX = 200;

    /** Lists releases, newest first. */
    @GET
    List<OsReleaseView> releases(@QueryParam("limit") int limit);

    /** Publishes uploaded images as a release. For installation owners. */
    @POST
    OsReleaseView release(NewOsRelease release);

    /** Returns the impact of withdrawing a release. For installation owners. */
    @POST
    @Path("{release}/withdrawal-impact")
    OsWithdrawalImpact withdrawalImpact(@PathParam("release") UUID release);

    /** Withdraws a release. For installation owners. */
    @POST
    @Path("{release}/withdraw")
    OsReleaseView withdraw(@PathParam("release") UUID release, OsWithdrawal withdrawal);

    /** Promotes a release to Retail. For installation owners. */
    @POST
    @Path("{release}/promote")
    OsReleaseView promote(@PathParam("release") UUID release);
}
