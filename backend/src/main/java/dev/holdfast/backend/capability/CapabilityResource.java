package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Capabilities")
public class CapabilityResource {
    private static final String DEVICE = "devices/{deviceId}/capabilities";

    private final Access access;
    private final Commands commands;
    private final ListCapabilityFiles listCapabilityFiles;
    private final ListResponses responses;
    private final IssueCapability issueCapability;
    private final FetchCapabilityFile fetchCapabilityFile;
    private final RevokeCapability revokeCapability;

    CapabilityResource(
            Access access,
            Commands commands,
            ListCapabilityFiles listCapabilityFiles,
            ListResponses responses,
            IssueCapability issueCapability,
            FetchCapabilityFile fetchCapabilityFile,
            RevokeCapability revokeCapability) {
        this.access = access;
        this.commands = commands;
        this.listCapabilityFiles = listCapabilityFiles;
        this.responses = responses;
        this.issueCapability = issueCapability;
        this.fetchCapabilityFile = fetchCapabilityFile;
        this.revokeCapability = revokeCapability;
    }

    @GET
    @Path("capability-files")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = CapabilityFileView[].class, responseCode = "200")
    @Operation(
            operationId = "listCapabilityFilesOfCatalog",
            summary = "List the capability files of all devices",
            description =
                    "Files that match the filter, such as is:in-force expires:<1d. Newest first (-at) or by expiry (expires).")
    public Uni<RestResponse<Object>> ofCatalog(@BeanParam ListParameters parameters) {
        return responses.page(
                listCapabilityFiles,
                listCapabilityFiles.pages(access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path(DEVICE)
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = CapabilityFileView[].class, responseCode = "200")
    @Operation(
            operationId = "listCapabilityFiles",
            summary = "List a device's capability files",
            description =
                    "Newest first, including expired and revoked files, with issuer, approver, reason and expiry.")
    public Uni<RestResponse<Object>> list(
            @PathParam("deviceId") String deviceId, @BeanParam ListParameters parameters) {
        return listCapabilityFiles
                .ofDevice(access.catalog(), Parameters.device(deviceId), parameters)
                .chain(pages -> responses.page(listCapabilityFiles, pages, parameters));
    }

    @POST
    @Path(DEVICE)
    @InCatalog(Permission.ISSUE_CAPABILITIES)
    @APIResponseSchema(value = CapabilityFileView.class, responseCode = "201", responseDescription = "Issued")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "issueCapabilityFile",
            summary = "Issue a capability file for a device",
            description =
                    "For this device only, for 1 to 720 hours. ApplicationDevelopment lets the device run unreleased software;"
                            + " FieldServicing allows a servicing session. A file without capabilities removes them. If issuing needs"
                            + " approval, returns 202 with the request for approval.")
    public Uni<RestResponse<Object>> issue(
            @PathParam("deviceId") String deviceId, NewCapabilityFile request, @Context UriInfo uri) {
        return commands.submit(
                        issueCapability, new CapabilityRequest(Parameters.device(deviceId), Bodies.required(request)))
                .map(issued -> issued.created(uri, CapabilityFileView::id, CapabilityResource::tag));
    }

    @GET
    @Path(DEVICE + "/{id}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getCapabilityFile",
            summary = "Read a capability file",
            description = "With issuer, approver, reason and expiry, without the file.")
    public Uni<RestResponse<CapabilityFileView>> get(
            @PathParam("deviceId") String deviceId, @PathParam("id") String id) {
        return listCapabilityFiles
                .one(access.catalog(), Parameters.device(deviceId), Parameters.guid("Capability file", id))
                .map(file -> EntityTag.ok(file, tag(file)));
    }

    @POST
    @Path(DEVICE + "/{id}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Permission.ISSUE_CAPABILITIES)
    @Operation(
            operationId = "fetchCapabilityFile",
            summary = "Fetch a capability file",
            description =
                    "In Azure Sphere's format, signed with the installation's image key, which all its devices trust. Each"
                            + " download is audited. Expired and revoked files cannot be downloaded.")
    public Uni<RestResponse<byte[]>> file(@PathParam("deviceId") String deviceId, @PathParam("id") String id) {
        UUID file = Parameters.guid("Capability file", id);
        return fetchCapabilityFile
                .fetch(Parameters.device(deviceId), file)
                .map(bytes -> RestResponse.ResponseBuilder.ok(bytes)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"capability-" + file + ".cap\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Path(DEVICE + "/{id}/revoke")
    @InCatalog(Permission.ISSUE_CAPABILITIES)
    @Operation(
            operationId = "revokeCapabilityFile",
            summary = "Revoke a capability file",
            description =
                    "The file can no longer be downloaded. A device that already has it uses it until it expires; its next"
                            + " attestation reports that.")
    public Uni<CapabilityFileView> revoke(
            @PathParam("deviceId") String deviceId, @PathParam("id") String id, Reason request) {
        return commands.run(revokeCapability.revoke(
                Parameters.device(deviceId), Parameters.guid("Capability file", id), Bodies.required(request)));
    }

    private static String tag(CapabilityFileView file) {
        return EntityTag.of(file.id(), file.revokedAt());
    }
}
