package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path(OperatorApi.BASE + "catalogs/{catalog}/images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Images")
public class ImageResource {
    private final Access access;
    private final ListImages listImages;
    private final ListResponses responses;
    private final UploadImage uploadImage;
    private final DownloadImage downloadImage;
    private final DeleteImage deleteImage;

    ImageResource(
            Access access,
            ListImages listImages,
            ListResponses responses,
            UploadImage uploadImage,
            DownloadImage downloadImage,
            DeleteImage deleteImage) {
        this.access = access;
        this.listImages = listImages;
        this.responses = responses;
        this.uploadImage = uploadImage;
        this.downloadImage = downloadImage;
        this.deleteImage = deleteImage;
    }

    @GET
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = ImageView[].class, responseCode = "200")
    @Operation(
            operationId = "listImages",
            summary = "List images",
            description =
                    "Images that match the filter, such as type:Applications. Sort orders: -at (newest first, the default) and name.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listImages, listImages.pages(access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @APIResponseSchema(value = ImageView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(
            responseCode = "200",
            description = "The catalog already has this image. Nothing changed.",
            content = @Content(schema = @Schema(implementation = ImageView.class)))
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "uploadImage",
            summary = "Upload an image",
            description =
                    "An image package of at most 22 MiB. Holdfast signs a customer's image for production. An operating"
                            + " system image must be signed by a trusted silicon manufacturer. With tentative=true, its reference value"
                            + " applies only to devices that it is deployed to, until it is confirmed. Uploading the same image again"
                            + " changes nothing and responds 200. The images of a catalog have a limit in bytes.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<RestResponse<ImageView>> upload(
            @QueryParam("tentative") @Nullable String tentative,
            @HeaderParam("Content-Digest") @Nullable String digest,
            @Context HttpServerRequest request,
            @Context UriInfo uri) {
        return uploadImage
                .upload(access.catalog(), request, digest, Parameters.flag("tentative", tentative))
                .map(upload -> EntityTag.at(
                        EntityTag.below(uri, upload.image().id().text()),
                        upload.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        upload.image(),
                        tag(upload.image())));
    }

    @GET
    @Path("{imageId}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getImage",
            summary = "Read an image",
            description = "Returns the image's metadata and who uploaded it.")
    public Uni<RestResponse<ImageView>> image(@PathParam("imageId") String imageId) {
        return listImages.image(access.catalog(), id(imageId)).map(image -> EntityTag.ok(image, tag(image)));
    }

    private static String tag(ImageView image) {
        return EntityTag.of(image.id());
    }

    @DELETE
    @Path("{imageId}")
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "deleteImage",
            summary = "Delete an image",
            description =
                    "Fails if a device group's current deployment has the image, or if its reference value is valid; the problem names"
                            + " them. Earlier deployments still show it. The image ID cannot be used again.")
    public Uni<Void> delete(@PathParam("imageId") String imageId) {
        return deleteImage.delete(id(imageId));
    }

    @GET
    @Path("{imageId}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getImageContent",
            summary = "Download an image",
            description =
                    "The package as devices get it, signed for production. An incomplete download ends without the last HTTP chunk.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            headers =
                    @Header(
                            name = "Content-Digest",
                            description = "SHA-256 of the package (RFC 9530)",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Multi<byte[]> content(@PathParam("imageId") String imageId) {
        return downloadImage.content(access.catalog(), id(imageId));
    }

    private static ImageId id(String imageId) {
        return new ImageId(Parameters.guid("Image", imageId));
    }
}
