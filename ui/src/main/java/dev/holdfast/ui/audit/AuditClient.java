package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.AuditEntryView;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.ui.client.BearerToken;
import dev.holdfast.ui.client.ProblemReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api")
@RegisterProvider(BearerToken.class)
@RegisterProvider(ProblemReader.class)
public interface AuditClient {
    /** Lists the newest entries, newest first. */
    @GET
    List<AuditEntryView> entries(@PathParam("catalog") String catalog, @QueryParam("limit") int limit);
}
