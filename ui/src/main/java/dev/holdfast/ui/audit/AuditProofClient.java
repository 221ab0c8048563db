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

/** The audit log of a catalog as proof. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api-long")
public interface AuditProofClient {
    /** Holds the whole log against its checkpoints; takes a while for a large one. */
    @GET
    @Path("verification")
    AuditVerification verification(@PathParam("catalog") String catalog);

    /** Returns the whole log for verification elsewhere. */
    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    InputStream export(@PathParam("catalog") String catalog);

    @GET
    @Path("key")
    @Produces(MediaType.TEXT_PLAIN)
    String key(@PathParam("catalog") String catalog);
}
