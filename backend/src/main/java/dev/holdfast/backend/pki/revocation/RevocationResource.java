package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.problem.Problems;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** CRLs and OCSP for relying parties, without a token. {@link RevocationResponses} caches responses and limits rates. */
@Path(OperatorApi.PKI)
@Tag(name = "Certificates")
public class RevocationResource {
    private static final String CRL = "application/pkix-crl";
    private static final String CERTIFICATE = "application/pkix-cert";
    private static final String OCSP_REQUEST = "application/ocsp-request";
    private static final String OCSP_RESPONSE = "application/ocsp-response";

    /** Length of an OCSP error response in bytes. */
    private static final int NO_ANSWER = 5;

    private final RevocationResponses responses;
    private final Issuers issuers;
    private final PublishRevocations publishRevocations;
    private final OcspResponder ocspResponder;

    RevocationResource(
            RevocationResponses responses,
            Issuers issuers,
            PublishRevocations publishRevocations,
            OcspResponder ocspResponder) {
        this.responses = responses;
        this.issuers = issuers;
        this.publishRevocations = publishRevocations;
        this.ocspResponder = ocspResponder;
    }

    @GET
    @Path("crl/{issuer}")
    @Produces(CRL)
    @InInstallation(Audience.ANYONE)
    @ProblemResponses(ProblemType.RATE_LIMITED)
    @Operation(
            operationId = "getRevocationList",
            summary = "Download an authority's revocation list",
            description =
                    "RFC 5280, DER, valid for an hour; may lag ten seconds. The issuer is root, policy, or the GUID of a catalog's"
                            + " authority.")
    public Uni<RestResponse<byte[]>> list(@PathParam("issuer") String issuer, @Context HttpServerRequest caller) {
        return responses
                .answer(
                        caller,
                        "crl/" + issuer,
                        RevocationResponses.NO_QUESTION,
                        () -> issuers.named(issuer)
                                .chain(publishRevocations::newest)
                                .map(list -> list.der().bytes()))
                .map(list -> RestResponse.ResponseBuilder.ok(list)
                        .header(HttpHeaders.CACHE_CONTROL, "max-age=60")
                        .build());
    }

    @GET
    @Path("ca/{issuer}")
    @Produces(CERTIFICATE)
    @InInstallation(Audience.ANYONE)
    @ProblemResponses(ProblemType.RATE_LIMITED)
    @Operation(
            operationId = "getIssuerCertificate",
            summary = "Download an authority's certificate",
            description = "DER. The issuer is root, policy, or the GUID of a catalog's authority.")
    public Uni<byte[]> certificate(@PathParam("issuer") String issuer, @Context HttpServerRequest caller) {
        return responses.answer(
                caller,
                "ca/" + issuer,
                RevocationResponses.NO_QUESTION,
                () -> issuers.named(issuer).map(RevocationResource::encoded));
    }

    @POST
    @Path("ocsp/{issuer}")
    @Consumes(OCSP_REQUEST)
    @Produces(OCSP_RESPONSE)
    @InInstallation(Audience.ANYONE)
    @Operation(
            operationId = "askOcsp",
            summary = "Query certificate status",
            description =
                    "RFC 6960, at most 10 certificates of one issuer in 4 KiB; a nonce of up to 32 bytes is echoed.")
    public Uni<byte[]> ask(@PathParam("issuer") String issuer, byte[] request, @Context HttpServerRequest caller) {
        return answer(caller, issuer, request);
    }

    @GET
    @Path("ocsp/{issuer}/{request: .+}")
    @Produces(OCSP_RESPONSE)
    @InInstallation(Audience.ANYONE)
    @Operation(
            operationId = "askOcspByGet",
            summary = "Query certificate status by GET",
            description = "RFC 6960 appendix A.1: the request in base64, percent-encoded.")
    public Uni<RestResponse<byte[]>> askByGet(
            @PathParam("issuer") String issuer,
            @PathParam("request") String request,
            @Context HttpServerRequest caller) {
        return answer(caller, issuer, decoded(request))
                .map(answer -> RestResponse.ResponseBuilder.ok(answer)
                        .header(HttpHeaders.CACHE_CONTROL, answer.length > NO_ANSWER ? "max-age=60" : "no-store")
                        .build());
    }

    /** All malformed requests have the same response. */
    private Uni<byte[]> answer(HttpServerRequest caller, String issuer, byte[] request) {
        Optional<OcspRequest> read = OcspRequest.read(request);
        return responses
                .answer(
                        caller,
                        "ocsp/" + issuer,
                        read.isEmpty()
                                ? RevocationResponses.NO_QUESTION
                                : read.get().question(),
                        () -> issuers.named(issuer)
                                .chain(found -> ocspResponder.answer(found, read))
                                .map(Blob::bytes))
                .onFailure(RevocationResource::isTemporary)
                .recoverWithItem(RevocationResource::tryLater);
    }

    private static boolean isTemporary(Throwable failure) {
        return Problems.isOutage(failure)
                || (failure instanceof ProblemException problem && problem.type() == ProblemType.RATE_LIMITED);
    }

    private static byte[] tryLater() {
        return OcspResponder.failure(OCSPRespBuilder.TRY_LATER).bytes();
    }

    /** Invalid base64 decodes to an empty request, which is answered as malformed. */
    private static byte[] decoded(String request) {
        try {
            return Base64.getDecoder().decode(request);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] encoded(Issuer issuer) {
        try {
            return issuer.authority().certificate().getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the certificate", e);
        }
    }
}
