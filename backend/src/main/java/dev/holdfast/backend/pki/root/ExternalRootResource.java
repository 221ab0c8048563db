package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ExternalRootCertificate;
import dev.holdfast.contract.operator.authority.ExternalRootImpact;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** External roots above the installation's policy authority. */
@Path(OperatorApi.BASE + "trust/roots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class ExternalRootResource {
    private final CertifyByExternalRoot certifyByExternalRoot;
    private final RemoveExternalRoot removeExternalRoot;

    ExternalRootResource(CertifyByExternalRoot certifyByExternalRoot, RemoveExternalRoot removeExternalRoot) {
        this.certifyByExternalRoot = certifyByExternalRoot;
        this.removeExternalRoot = removeExternalRoot;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listExternalRoots",
            summary = "List external roots",
            description = "Lists external roots of the policy authority and pending requests, newest first.")
    public Uni<List<ExternalRootView>> list() {
        return certifyByExternalRoot.all();
    }

    @GET
    @Path("{id}")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "getExternalRoot",
            summary = "Read an external root",
            description = "An external root of the policy authority, or a pending request.")
    public Uni<RestResponse<ExternalRootView>> get(@PathParam("id") String id) {
        return certifyByExternalRoot.one(Parameters.guid("Root", id)).map(root -> EntityTag.ok(root, tag(root)));
    }

    @POST
    @APIResponseSchema(value = ExternalRootView.class, responseCode = "201", responseDescription = "Requested")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "requestExternalRoot",
            summary = "Request a certificate from an external root",
            description =
                    "Creates a certificate request (PKCS#10) for the policy authority. The owner of the root must sign it and copy its"
                            + " extensions.")
    public Uni<RestResponse<ExternalRootView>> request(@Context UriInfo uri) {
        return certifyByExternalRoot.request().map(root -> EntityTag.created(uri, root.id(), root, tag(root)));
    }

    private static String tag(ExternalRootView root) {
        return EntityTag.of(root.id(), root.importedAt());
    }

    @POST
    @Path("{id}/certificate")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "addExternalRoot",
            summary = "Import the certificate of an external root",
            description =
                    "Relying parties that trust the root get the certificate with a catalog's trust bundle (?root=ID). Devices and gateways"
                            + " continue to use the installation's own root.")
    public Uni<ExternalRootView> take(@PathParam("id") String id, ExternalRootCertificate answer) {
        return certifyByExternalRoot.take(Parameters.guid("Request", id), Bodies.required(answer));
    }

    @POST
    @Path("{id}/removal-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewExternalRootRemoval",
            summary = "Preview removing an external root",
            description =
                    "Returns the catalogs whose trust bundles would no longer be available, and the consequences. Changes nothing.")
    public Uni<ExternalRootImpact> impact(@PathParam("id") String id) {
        return removeExternalRoot.preview(Parameters.guid("Root", id));
    }

    @POST
    @Path("{id}/remove")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Removed")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "removeExternalRoot",
            summary = "Remove an external root or request",
            description =
                    "Removes it permanently, with its bundles and chains. Certificates that the root signed stay valid until they expire or"
                            + " its owner revokes them. A pending request is withdrawn.")
    public Uni<Void> remove(@PathParam("id") String id, Reason why) {
        return removeExternalRoot.remove(Parameters.guid("Root", id), Bodies.required(why));
    }
}
