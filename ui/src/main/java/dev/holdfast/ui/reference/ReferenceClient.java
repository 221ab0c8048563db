package dev.holdfast.ui.reference;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Reference values of a catalog. A value is identified by the GUIDs of its component and its image. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/reference-values")
@RegisterRestClient(configKey = "operator-api-long")
public interface ReferenceClient {
    /** Returns a page of the values that match a filter, by type, name and component, then by descending security version. */
    @GET
    ReferencePage page(String catalog, @BeanParam ListRequest request);

    /** Imports all lines of a CSV text, or none. */
    @POST
    @Path("csv")
    @Consumes("text/csv")
    ReferenceImportResult importLines(String catalog, String lines);

    @POST
    @Path("{component}/{image}/confirmation")
    ReferenceValueView confirm(String catalog, String component, String image);

    @GET
    @Path("{component}/{image}/retirement")
    RetirementPreview preview(String catalog, String component, String image);

    @POST
    @Path("{component}/{image}/retirement")
    ReferenceValueView retire(String catalog, String component, String image, Retirement retirement);

    @DELETE
    @Path("{component}/{image}/retirement")
    ReferenceValueView restore(String catalog, String component, String image);
}
