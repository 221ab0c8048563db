package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Claims devices and issues claim challenges. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class ClaimResource {
    private static final String SUMMARY = "Claim devices into groups";
    private static final String DESCRIPTION =
            "Claims up to 20,000 devices, as JSON into one group or as CSV with the header "
                    + ClaimCsv.HEADER
                    + " (optionally with a column Proof). Devices that the catalog has move to the group. Product and group"
                    + " .unassigned or .default mean no group. Each"
                    + " device needs an endorsement for this catalog, or evidence over a claim challenge."
                    + " A CSV file with a bad line is refused as a whole. Devices that cannot be claimed are listed in the result.";

    private final ClaimDevices claimDevices;
    private final CheckProofs checkProofs;

    ClaimResource(ClaimDevices claimDevices, CheckProofs checkProofs) {
        this.claimDevices = claimDevices;
        this.checkProofs = checkProofs;
    }

    @POST
    @Path("claim")
    @Consumes(MediaType.APPLICATION_JSON)
    @InCatalog(Permission.MANAGE_FLEET)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(operationId = "claimDevices", summary = SUMMARY, description = DESCRIPTION)
    public Uni<ClaimResult> claim(ClaimRequest request, @Context HttpHeaders headers) {
        requireJson(headers);
        return claimDevices.claim(Bodies.required(request));
    }

    @POST
    @Path("claim")
    @Consumes("text/csv")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(operationId = "claimDevices", summary = SUMMARY, description = DESCRIPTION)
    public Uni<ClaimResult> claimFile(byte[] csv, @Context HttpHeaders headers) {
        requireJson(headers);
        return claimDevices.claim(Bodies.required(csv));
    }

    /** The framework chooses between methods of one path by Content-Type only, not by Accept. */
    private static void requireJson(HttpHeaders headers) {
        if (headers.getAcceptableMediaTypes().stream()
                .noneMatch(accepted -> accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE))) {
            throw new NotAcceptableException();
        }
    }

    @POST
    @Path("claim-challenge")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "challengeForClaim",
            summary = "Get challenges that prove possession of devices",
            description =
                    "Devices sign the challenges. Each is valid for one device and this catalog, for 15 minutes or until"
                            + " the device is claimed. A challenge does not imply that the device exists.")
    public Uni<ClaimChallenges> challenges(ClaimChallengeRequest request) {
        return checkProofs.challenges(Bodies.required(request));
    }
}
