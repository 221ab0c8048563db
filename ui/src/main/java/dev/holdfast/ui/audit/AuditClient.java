package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.client.BearerToken;
import dev.holdfast.ui.client.ProblemReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The audit log of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@RegisterRestClient(configKey = "operator-api")
@RegisterProvider(BearerToken.class)
@RegisterProvider(ProblemReader.class)
public interface AuditClient {
    /**
     * Lists entries, newest first.
     *
     * @param before only those with a smaller sequence; null begins with the newest
     * @param filter only those that meet it; null for any
     * @param actor only those of this user; null for any
     * @param action only those of this verb; null for any
     * @param since only those from then on, ISO 8601; null for any
     * @param until only those before that, ISO 8601; null for any
     * @param people true leaves out what Holdfast did by itself; null for everybody
     * @param limit 1 to 500
     */
    @GET
    List<AuditEntryView> entries(
            @PathParam("catalog") String catalog,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("people") @Nullable Boolean people,
            @QueryParam("limit") int limit);
}
