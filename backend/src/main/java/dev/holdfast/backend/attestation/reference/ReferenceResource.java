package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}/reference-values")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reference values")
public class ReferenceResource {

    private final Access access;
    private final ListReferenceValues listReferenceValues;
    private final ImportReferenceValues importReferenceValues;
    private final ChangeReferenceValue changeReferenceValue;
    private final Commands commands;
    private final ListResponses responses;

    ReferenceResource(
            Access access,
            ListReferenceValues listReferenceValues,
            ImportReferenceValues importReferenceValues,
            ChangeReferenceValue changeReferenceValue,
            Commands commands,
            ListResponses responses) {
        this.access = access;
        this.listReferenceValues = listReferenceValues;
        this.importReferenceValues = importReferenceValues;
        this.changeReferenceValue = changeReferenceValue;
        this.commands = commands;
        this.responses = responses;
    }

    @GET
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = ReferencePage.class, responseCode = "200")
    @Operation(
            operationId = "listReferenceValues",
            summary = "List reference values",
            description =
                    "Values of the catalog, and read-only values of the OS feeds for parts of its devices (origin FEED)."
                            + " Includes retired ones. Sort order: type (type and name, newest of a component first).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return listReferenceValues
                .page(access.catalog(), parameters)
                .map(page -> responses.page(page, ReferenceValueView.class, page.next(), parameters));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = ReferenceImportResult.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "importReferenceValues",
            summary = "Import reference values",
            description =
                    "For software whose images are not in the catalog. Only the caller vouches for the values."
                            + " Imports all values or none. If the catalog requires approval, responds 202 with the pending request.")
    public Uni<RestResponse<Object>> importValues(ReferenceImport values) {
        return submit(ImportReferenceValues.Request.of(Bodies.required(values)));
    }

    @POST
    @Path("csv")
    @Consumes("text/csv")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = ReferenceImportResult.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "importReferenceValuesAsCsv",
            summary = "Import reference values as CSV",
            description =
                    "Imports all values or none. The first line is " + ReferenceImport.HEADER
                            + ". Errors name the line. If the catalog requires approval, responds 202 with the pending request.")
    public Uni<RestResponse<Object>> importCsv(byte[] values) {
        return ImportReferenceValues.Request.ofCsv(Bodies.required(values)).chain(this::submit);
    }

    @POST
    @Path("{component}/{image}/confirmation")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = ReferenceValueView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "confirmReferenceValue",
            summary = "Make a tentative reference value permanent",
            description =
                    "The value then counts for every device of the catalog. If the catalog requires approval, responds 202"
                            + " with the pending request.")
    public Uni<RestResponse<Object>> confirm(
            @PathParam("component") String component, @PathParam("image") String image) {
        return submit(component, image, ChangeReferenceValue.Change.CONFIRM, "");
    }

    @GET
    @Path("{component}/{image}/retirement")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewRetirement",
            summary = "Preview the retirement of a reference value",
            description = "How many devices attested it in their last attestation.")
    public Uni<RetirementPreview> preview(@PathParam("component") String component, @PathParam("image") String image) {
        return changeReferenceValue.preview(access.catalog(), component(component), image(image));
    }

    @POST
    @Path("{component}/{image}/retirement")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = ReferenceValueView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "retireReferenceValue",
            summary = "Retire a reference value",
            description =
                    "Devices that run it become untrusted at their next attestation. If the catalog requires approval,"
                            + " responds 202 with the pending request.")
    public Uni<RestResponse<Object>> retire(
            @PathParam("component") String component, @PathParam("image") String image, Retirement retirement) {
        return submit(
                component,
                image,
                ChangeReferenceValue.Change.RETIRE,
                Bodies.required(retirement).reason());
    }

    @DELETE
    @Path("{component}/{image}/retirement")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = ReferenceValueView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "restoreReferenceValue",
            summary = "Restore a retired reference value",
            description =
                    "Takes effect at the next attestation. If the catalog requires approval, responds 202 with the pending"
                            + " request.")
    public Uni<RestResponse<Object>> restore(
            @PathParam("component") String component, @PathParam("image") String image) {
        return submit(component, image, ChangeReferenceValue.Change.RESTORE, "");
    }

    private Uni<RestResponse<Object>> submit(ImportReferenceValues.Request request) {
        return commands.submit(importReferenceValues, request).map(Outcome::ok);
    }

    private Uni<RestResponse<Object>> submit(
            String component, String image, ChangeReferenceValue.Change change, String reason) {
        return commands.submit(
                        changeReferenceValue,
                        new ChangeReferenceValue.Request(component(component), image(image), change, reason))
                .map(Outcome::ok);
    }

    private static ComponentId component(String text) {
        return new ComponentId(Parameters.guid("Component", text));
    }

    private static ImageId image(String text) {
        return new ImageId(Parameters.guid("Image", text));
    }
}
