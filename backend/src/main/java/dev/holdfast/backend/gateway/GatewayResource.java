package dev.holdfast.backend.gateway;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path(OperatorApi.BASE + "gateways")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Gateways")
public class GatewayResource {
    private final RevokeGateway revokeGateway;

    GatewayResource(RevokeGateway revokeGateway) {
        this.revokeGateway = revokeGateway;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listGateways",
            summary = "List gateways",
            description =
                    "Certificates that gateways have used, by fingerprint, last seen first. Certificates are listed until 30"
                            + " days after they have expired.")
    public Uni<List<GatewayView>> list() {
        return revokeGateway.all();
    }

    @POST
    @Path("{fingerprint}/revoke")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeGateway",
            summary = "Revoke a gateway's certificate",
            description =
                    "Rejects the certificate permanently and closes its connections. Give the gateway a new certificate."
                            + " fingerprint is SHA-256 in hex, with or without colons. For a certificate that no gateway has used"
                            + " yet, set evenIfUnknown.")
    public Uni<GatewayView> revoke(@PathParam("fingerprint") String fingerprint, GatewayRevocation why) {
        return revokeGateway.revoke(digest(fingerprint), Bodies.required(why));
    }

    private static Digest digest(String fingerprint) {
        try {
            return Digest.parse(fingerprint.replace(":", ""));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("fingerprint", "must be SHA-256 as 64 hex digits, with or without colons");
        }
    }
}
