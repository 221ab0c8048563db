package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Attestations")
public class AttestationResource {
    /** EAT in CWT form, RFC 9782. */
    private static final String EAT = "application/eat+cwt";

    private static final String PSA = "application/vnd.holdfast.psa-evidence+cbor";

    private final Access access;
    private final ListAttestations listAttestations;
    private final RetainAttestations retainAttestations;

    AttestationResource(Access access, ListAttestations listAttestations, RetainAttestations retainAttestations) {
        this.access = access;
        this.listAttestations = listAttestations;
        this.retainAttestations = retainAttestations;
    }

    @GET
    @Path("devices/{deviceId}/attestations")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AttestationView[].class, responseCode = "200")
    @Operation(
            operationId = "listAttestations",
            summary = "List a device's attestations",
            description = "Newest first, with expected and reported measurements.")
    public Uni<RestResponse<Object>> list(@PathParam("deviceId") String device, @BeanParam PageParameters parameters) {
        return listAttestations
                .page(access.catalog(), Parameters.device(device), parameters)
                .map(page -> ListResponses.page(page, parameters));
    }

    @GET
    @Path("devices/{deviceId}/attestations/{attestation}/evidence")
    // Declares one type only: with two, Quarkus would write byte[].toString(). The response sets its own type.
    @Produces(EAT)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getEvidence",
            summary = "Download an attestation's evidence",
            description = "The signed token from the device. The media type states the kind of evidence.")
    public Uni<RestResponse<byte[]>> evidence(@PathParam("deviceId") String device, @PathParam("attestation") long id) {
        return listAttestations
                .tokens(access.catalog(), Parameters.device(device), id)
                .map(tokens -> file(tokens.evidence(), mediaType(tokens.evidence()), "evidence", device, id));
    }

    @GET
    @Path("devices/{deviceId}/attestations/{attestation}/result")
    @Produces(EAT)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAttestationResult",
            summary = "Download an attestation's result",
            description = "The signed token that the device received.")
    public Uni<RestResponse<byte[]>> result(@PathParam("deviceId") String device, @PathParam("attestation") long id) {
        return listAttestations
                .tokens(access.catalog(), Parameters.device(device), id)
                .map(tokens -> file(tokens.result(), EAT, "result", device, id));
    }

    @GET
    @Path("attestation-retention")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAttestationRetention",
            summary = "Get the retention of attestations",
            description = "Default: 90 days. Send the ETag in If-Match to change it.")
    public Uni<RestResponse<AttestationRetention>> retention() {
        return retainAttestations.of(access.catalog()).map(AttestationResource::tagged);
    }

    @PUT
    @Path("attestation-retention")
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
                .map(AttestationResource::tagged);
    }

    private static String mediaType(Blob evidence) {
        return EvidenceFormat.of(evidence.bytes())
                .map(format -> switch (format.kind()) {
                    case PLUTON -> EAT;
                    case PSA -> PSA;
                })
                .orElse(MediaType.APPLICATION_OCTET_STREAM);
    }

    private static RestResponse<byte[]> file(Blob token, String type, String what, String device, long id) {
        return RestResponse.ResponseBuilder.ok(token.bytes(), type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + what + "-"
                                + Parameters.device(device).shortText() + "-" + id + ".cwt\"")
                .build();
    }

    private static RestResponse<AttestationRetention> tagged(AttestationRetention retention) {
        return EntityTag.ok(retention, RetainAttestations.tag(retention));
    }
}
