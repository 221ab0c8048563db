package dev.holdfast.ui.reference;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Reference values of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/reference-values")
@RegisterRestClient(configKey = "operator-api")
public interface ReferenceClient {
    /** Lists a page of them by type and name, the newest of a component first; null for those of any kind. */
    @GET
    ReferencePage page(
            @PathParam("catalog") String catalog,
            @QueryParam("text") @Nullable String text,
            @QueryParam("origin") @Nullable ReferenceOrigin origin,
            @QueryParam("standing") @Nullable ReferenceStanding standing,
            @QueryParam("offset") int offset,
            @QueryParam("limit") int limit);

    /** Imports lines of CSV, all or none. */
    @POST
    @Path("csv")
    @Consumes("text/csv")
    ReferenceImportResult importLines(@PathParam("catalog") String catalog, String lines);

    /** Makes a tentative value permanent. */
    @POST
    @Path("{component}/{image}/confirmation")
    ReferenceValueView confirm(
            @PathParam("catalog") String catalog,
            @PathParam("component") String component,
            @PathParam("image") String image);

    /** Counts the devices that attested a value last. */
    @GET
    @Path("{component}/{image}/retirement")
    RetirementPreview preview(
            @PathParam("catalog") String catalog,
            @PathParam("component") String component,
            @PathParam("image") String image);

    /** Retires a value. */
    @POST
    @Path("{component}/{image}/retirement")
    ReferenceValueView retire(
            @PathParam("catalog") String catalog,
            @PathParam("component") String component,
            @PathParam("image") String image,
            Retirement retirement);

    /** Lets a retired value count again. */
    @DELETE
    @Path("{component}/{image}/retirement")
    ReferenceValueView restore(
            @PathParam("catalog") String catalog,
            @PathParam("component") String component,
            @PathParam("image") String image);
}
