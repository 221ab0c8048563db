package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.platform.openapi.Fails;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** External roots above the installation's policy authority. */
@Path(OperatorApi.BASE + "trust/roots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class ForeignRootResource {
    private final CertifyByForeignRoot certifyByForeignRoot;
    private final RemoveForeignRoot removeForeignRoot;

    ForeignRootResource(CertifyByForeignRoot certifyByForeignRoot, RemoveForeignRoot removeForeignRoot) {
        this.certifyByForeignRoot = certifyByForeignRoot;
        this.removeForeignRoot = removeForeignRoot;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "listForeignRoots",
            summary = "List external roots",
            description = "Lists external roots of the policy authority and pending requests, newest first.")
    public Uni<List<ForeignRootView>> list() {
        return certifyByForeignRoot.all();
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = ForeignRootView.class, responseCode = "201", responseDescription = "Requested")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "requestForeignRoot",
            summary = "Request a certificate from an external root",
            description =
                    "Creates a certificate request (PKCS#10) for the policy authority. The owner of the root must sign it and copy its"
                            + " extensions.")
    public Uni<ForeignRootView> request() {
        return certifyByForeignRoot.request();
    }

    @POST
    @Path("{id}/certificate")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Fails(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "addForeignRoot",
            summary = "Import the certificate of an external root",
            description =
                    "Relying parties that trust the root get the certificate with a catalog's trust bundle (?root=ID). Devices and gateways"
                            + " continue to use the installation's own root.")
    public Uni<ForeignRootView> take(@PathParam("id") String id, ForeignRootCertificate answer) {
        return certifyByForeignRoot.take(Parameters.guid("Request", id), Bodies.required(answer));
    }

    @POST
    @Path("{id}/removal-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewForeignRootRemoval",
            summary = "Preview removing an external root",
            description =
                    "Returns the catalogs whose trust bundles would no longer be available, and the consequences. Changes nothing.")
    public Uni<ForeignRootLoss> impact(@PathParam("id") String id) {
        return removeForeignRoot.preview(Parameters.guid("Root", id));
    }

    @POST
    @Path("{id}/remove")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Removed")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "removeForeignRoot",
            summary = "Remove an external root or request",
            description =
                    "Removes it permanently, with its bundles and chains. Certificates that the root signed stay valid until they expire or"
                            + " its owner revokes them. A pending request is withdrawn.")
    public Uni<Void> remove(@PathParam("id") String id, Reason why) {
        return removeForeignRoot.remove(Parameters.guid("Root", id), Bodies.required(why));
    }
}
