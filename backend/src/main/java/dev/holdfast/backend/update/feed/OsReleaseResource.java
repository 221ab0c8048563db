package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.openapi.Fails;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The installation's OS feeds. */
@Path(OperatorApi.BASE + "os-releases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OS feeds")
public class OsReleaseResource {
    private static final String RELEASE = "OS release";

    private final ListReleases listReleases;
    private final ReleaseOperatingSystem releaseOperatingSystem;
    private final PromoteReleases promoteReleases;
    private final WithdrawRelease withdrawRelease;

    OsReleaseResource(
            ListReleases listReleases,
            ReleaseOperatingSystem releaseOperatingSystem,
            PromoteReleases promoteReleases,
            WithdrawRelease withdrawRelease) {
        this.listReleases = listReleases;
        this.releaseOperatingSystem = releaseOperatingSystem;
        this.promoteReleases = promoteReleases;
        this.withdrawRelease = withdrawRelease;
    }

    @GET
    @InInstallation(Audience.SIGNED_IN)
    @Operation(
            operationId = "listOsReleases",
            summary = "List releases of the operating system",
            description = "Of all parts, newest first, each with the feeds that offer it now.")
    public Uni<List<OsReleaseView>> list(@QueryParam("limit") @Nullable String limit) {
        return listReleases.newest(Parameters.limit(limit));
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = OsReleaseView.class, responseCode = "201", responseDescription = "Released")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Fails({ProblemType.NOT_FOUND, ProblemType.INVALID_CONTENT})
    @Operation(
            operationId = "releaseOperatingSystem",
            summary = "Release an operating system",
            description =
                    "Uploaded images become a release for one part, whole and newer than all that the part had, or"
                            + " not at all. Groups of the feed get it in every catalog; what it measures is good there from now on,"
                            + " and older releases are outdated.")
    public Uni<OsReleaseView> release(NewOsRelease request) {
        return releaseOperatingSystem.release(Bodies.required(request));
    }

    @GET
    @Path("{id}")
    @InInstallation(Audience.SIGNED_IN)
    @Operation(
            operationId = "getOsRelease",
            summary = "Read a release of the operating system",
            description = "With all that devices get with it.")
    public Uni<OsReleaseView> get(@PathParam("id") String id) {
        return listReleases.one(id(id));
    }

    @POST
    @Path("{id}/promote")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "promoteOsRelease",
            summary = "Promote a release to Retail",
            description = "A release that is in Retail already stays as it is.")
    public Uni<OsReleaseView> promote(@PathParam("id") String id) {
        return promoteReleases.promote(id(id));
    }

    @POST
    @Path("{id}/withdraw")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "withdrawOsRelease",
            summary = "Withdraw a release",
            description =
                    "Nobody is offered it any more, nor anything older instead. Its reference values hold until they"
                            + " are retired.")
    public Uni<OsReleaseView> withdraw(@PathParam("id") String id, OsWithdrawal request) {
        return withdrawRelease.withdraw(id(id), Bodies.required(request));
    }

    @POST
    @Path("{id}/withdrawal-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewOsWithdrawal",
            summary = "See whom withdrawing a release would concern",
            description =
                    "How many devices of which catalogs run it, and what becomes of them with KEEP and with RETIRE. Changes"
                            + " nothing.")
    public Uni<OsWithdrawalImpact> impact(@PathParam("id") String id) {
        return withdrawRelease.preview(id(id));
    }

    private static UUID id(String id) {
        return Parameters.guid(RELEASE, id);
    }
}
