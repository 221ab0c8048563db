package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.openapi.Fails;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Uploads operating system images. */
@Path(OperatorApi.BASE + "os-images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OS feeds")
public class OsImageResource {
    private final UploadOsImage uploadOsImage;

    OsImageResource(UploadOsImage uploadOsImage) {
        this.uploadOsImage = uploadOsImage;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @ResponseStatus(201)
    @APIResponseSchema(value = ImageView.class, responseCode = "201", responseDescription = "Stored, now or before")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Fails(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "uploadOsImage",
            summary = "Upload an operating system image",
            description =
                    "An image package of at most 16 MiB, signed by a trusted silicon manufacturer. It is stored once for"
                            + " the installation. Devices get it as part of a release. Uploading it again changes nothing.")
    public Uni<ImageView> upload(byte[] image) {
        return uploadOsImage.upload(Bodies.required(image));
    }
}
