package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditVerification;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Verification and export of a catalog's audit log. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api-long")
public interface AuditProofClient {
    /** Verifies the whole log against its signed checkpoints. A large log takes longer. */
    @GET
    @Path("verification")
    AuditVerification verification(@PathParam("catalog") String catalog);

    /** Streams the whole log for offline verification. */
    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    InputStream export(@PathParam("catalog") String catalog);

    /** Returns the public key of the checkpoints, as a C2SP verifier key. */
    @GET
    @Path("key")
    @Produces(MediaType.TEXT_PLAIN)
    String key(@PathParam("catalog") String catalog);
}
