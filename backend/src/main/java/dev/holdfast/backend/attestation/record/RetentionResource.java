package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}/attestation-retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Attestations")
public class RetentionResource {
    private final Access access;
    private final RetainAttestations retainAttestations;

    RetentionResource(Access access, RetainAttestations retainAttestations) {
        this.access = access;
        this.retainAttestations = retainAttestations;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAttestationRetention",
            summary = "Get the retention of attestations",
            description = "Default: 90 days. Send the ETag in If-Match to change it.")
    public Uni<RestResponse<AttestationRetention>> get() {
        return retainAttestations.of(access.catalog()).map(RetentionResource::tagged);
    }

    @PUT
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "changeAttestationRetention",
            summary = "Change the retention of attestations",
            description =
                    "1 to 3,650 days. The newest attestation of each device is always kept. With If-Match, fails if the retention"
                            + " has changed.")
    public Uni<RestResponse<AttestationRetention>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, AttestationRetention retention) {
        return retainAttestations
                .change(Bodies.required(retention), IfMatch.of(expected))
                .map(RetentionResource::tagged);
    }

    private static RestResponse<AttestationRetention> tagged(AttestationRetention retention) {
        return EntityTag.ok(retention, RetainAttestations.tag(retention));
    }
}
