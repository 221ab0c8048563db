package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api")
public interface AuditClient {
    /** Lists a page of the entries that meet a filter, newest first; null is any, and the first page. */
    @GET
    RestResponse<List<AuditEntryView>> entries(
            @PathParam("catalog") String catalog,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") int limit);
}
