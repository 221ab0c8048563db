package dev.holdfast.ui.client;

import dev.holdfast.contract.operator.OperatorApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Whole lists as files. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/exports")
@RegisterRestClient(configKey = "operator-api-long")
public interface ExportClient {
    /**
     * Streams all rows of a list that match a filter. The caller closes the stream.
     *
     * @param list the list's name in the operator API
     * @param form {@code csv} or {@code ndjson}
     * @param filter null for everything
     * @param sort null for the default order
     * @param fields separated by commas; null for all
     */
    @GET
    @Path("{list}.{form}")
    InputStream export(
            @PathParam("catalog") String catalog,
            @PathParam("list") String list,
            @PathParam("form") String form,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("fields") @Nullable String fields);
}
