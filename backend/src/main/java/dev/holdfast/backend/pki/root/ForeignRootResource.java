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

/** Roots of others above the installation's policy authority. */
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
            summary = "List roots of others",
            description = "Those that certify the policy authority, and requests for such, the newest first.")
    public Uni<List<ForeignRootView>> list() {
        return certifyByForeignRoot.all();
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = ForeignRootView.class, responseCode = "201", responseDescription = "Requested")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "requestForeignRoot",
            summary = "Ask for a certificate under another root",
            description =
                    "Makes a certificate request (PKCS#10) of the policy authority for the owner of the root to sign, who must"
                            + " copy its extensions.")
    public Uni<ForeignRootView> request() {
        return certifyByForeignRoot.request();
    }

    @POST
    @Path("{id}/certificate")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Fails(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "addForeignRoot",
            summary = "Take the certificate of another root",
            description =
                    "Relying parties that trust the root get it with a catalog's bundle (?root=ID). Devices and gateways go on with"
                            + " the installation's own root.")
    public Uni<ForeignRootView> take(@PathParam("id") String id, ForeignRootCertificate answer) {
        return certifyByForeignRoot.take(Parameters.guid("Request", id), Bodies.required(answer));
    }

    @POST
    @Path("{id}/removal-impact")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "previewForeignRootRemoval",
            summary = "See what removing a root would take",
            description =
                    "Which catalogs' bundles are not to be had under it any more, and what that means. Changes nothing.")
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
            summary = "Remove a root, or withdraw the request for one",
            description =
                    "For good. Its bundles and chains are not to be had any more; what it signed stays good until it expires or its"
                            + " owner revokes it. A request that is not answered is withdrawn.")
    public Uni<Void> remove(@PathParam("id") String id, Reason why) {
        return removeForeignRoot.remove(Parameters.guid("Root", id), Bodies.required(why));
    }
}
