package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE)
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
    @Path("os-releases")
    @InInstallation(Audience.SIGNED_IN)
    @APIResponseSchema(value = OsReleaseView[].class, responseCode = "200")
    @Operation(
            operationId = "listOsReleases",
            summary = "List operating system releases",
            description = "Releases for all parts, newest first, each with the feeds that offer it now.")
    public Uni<RestResponse<Object>> list(@BeanParam PageParameters parameters) {
        return listReleases.page(parameters).map(page -> ListResponses.page(page, parameters));
    }

    @POST
    @Path("os-releases")
    @APIResponseSchema(value = OsReleaseView.class, responseCode = "201", responseDescription = "Released")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @ProblemResponses({ProblemType.NOT_FOUND, ProblemType.INVALID_CONTENT})
    @Operation(
            operationId = "releaseOperatingSystem",
            summary = "Release an operating system",
            description =
                    "Releases uploaded images for one part, as a whole or not at all. The release must be newer than all previous ones for"
                            + " the part. Groups of the feed in every catalog get it. Its measurements become reference values,"
                            + " and older releases become outdated.")
    public Uni<RestResponse<OsReleaseView>> release(NewOsRelease request, @Context UriInfo uri) {
        return releaseOperatingSystem
                .release(Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.id(), made, tag(made)));
    }

    @GET
    @Path("os-releases/{id}")
    @InInstallation(Audience.SIGNED_IN)
    @Operation(
            operationId = "getOsRelease",
            summary = "Read an operating system release",
            description = "Includes all images that devices get with it.")
    public Uni<RestResponse<OsReleaseView>> get(@PathParam("id") String id) {
        return listReleases.one(id(id)).map(release -> EntityTag.ok(release, tag(release)));
    }

    private static String tag(OsReleaseView release) {
        return EntityTag.of(
                release.id(), release.promoteAt(), release.retailAt(), release.withdrawnAt(), release.retiredAt());
    }

    @POST
    @Path("os-releases/{id}/promote")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "promoteOsRelease",
            summary = "Promote a release to Retail",
            description = "Does nothing if the release is in Retail.")
    public Uni<OsReleaseView> promote(@PathParam("id") String id) {
        return promoteReleases.promote(id(id));
    }

    @POST
    @Path("os-releases/{id}/withdraw")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "withdrawOsRelease",
            summary = "Withdraw a release",
            description =
                    "The feeds stop offering it, without an older replacement. Its reference values stay valid until they"
                            + " are retired.")
    public Uni<OsReleaseView> withdraw(@PathParam("id") String id, OsWithdrawal request) {
        return withdrawRelease.withdraw(id(id), Bodies.required(request));
    }

    @POST
    @Path("os-releases/{id}/withdrawal-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewOsWithdrawal",
            summary = "Preview the withdrawal of a release",
            description =
                    "Returns how many devices run it in each catalog, and the consequences of KEEP and RETIRE. Changes"
                            + " nothing.")
    public Uni<OsWithdrawalImpact> impact(@PathParam("id") String id) {
        return withdrawRelease.preview(id(id));
    }

    private static UUID id(String id) {
        return Parameters.guid(RELEASE, id);
    }
}
