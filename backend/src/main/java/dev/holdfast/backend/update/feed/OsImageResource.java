package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Images of operating systems, which releases consist of. */
@Path(OperatorApi.BASE + "os-images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OS feeds")
public class OsImageResource {
    private static final String MANUFACTURER = "manufacturer";
    private static final String SIGNER = "Manufacturer that signed the image; required if several have this ID";

    private final UploadOsImage uploadOsImage;
    private final FindOsImage findOsImage;
    private final DeleteOsImage deleteOsImage;

    OsImageResource(UploadOsImage uploadOsImage, FindOsImage findOsImage, DeleteOsImage deleteOsImage) {
        this.uploadOsImage = uploadOsImage;
        this.findOsImage = findOsImage;
        this.deleteOsImage = deleteOsImage;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @APIResponseSchema(value = ImageView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(
            responseCode = "200",
            description = "The installation already has this image. Nothing changed.",
            content = @Content(schema = @Schema(implementation = ImageView.class)))
    @InInstallation(Audience.INSTALLATION_OWNER)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "uploadOsImage",
            summary = "Upload an operating system image",
            description =
                    "An image package of at most 22 MiB, signed by a trusted silicon manufacturer. It is stored once for"
                            + " the installation. Devices get it as part of a release. Uploading the same image again changes nothing and"
                            + " responds 200. OS images have a limit in bytes.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<RestResponse<ImageView>> upload(
            @HeaderParam("Content-Digest") @Nullable String digest,
            @Context HttpServerRequest request,
            @Context UriInfo uri) {
        return uploadOsImage
                .upload(request, digest)
                .map(upload -> EntityTag.at(
                        uri.getAbsolutePathBuilder()
                                .segment(upload.image().id().text())
                                .queryParam(MANUFACTURER, upload.manufacturer())
                                .build(),
                        upload.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        upload.image(),
                        tag(upload.image())));
    }

    @GET
    @Path("{id}")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "getOsImage",
            summary = "Read an operating system image",
            description = "Returns the image's metadata and who uploaded it.")
    public Uni<RestResponse<ImageView>> get(
            @PathParam("id") String id,
            @Parameter(description = SIGNER) @QueryParam(MANUFACTURER) @Nullable String manufacturer) {
        return findOsImage.one(id(id), manufacturer).map(image -> EntityTag.ok(image, tag(image)));
    }

    @DELETE
    @Path("{id}")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "deleteOsImage",
            summary = "Delete an operating system image",
            description = "Fails if a release has the image.")
    public Uni<Void> delete(
            @PathParam("id") String id,
            @Parameter(description = SIGNER) @QueryParam(MANUFACTURER) @Nullable String manufacturer) {
        return deleteOsImage.delete(id(id), manufacturer);
    }

    private static String tag(ImageView image) {
        return EntityTag.of(image.id());
    }

    private static ImageId id(String id) {
        return new ImageId(Parameters.guid("OS image", id));
    }
}
