package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api")
public interface AuditClient {
    /** Returns a page of the entries that match the filter, newest first. */
    @GET
    RestResponse<List<AuditEntryView>> entries(@PathParam("catalog") String catalog, @BeanParam ListRequest request);
}
