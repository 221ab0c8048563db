package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.ImageKeyImpact;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.contract.operator.identity.Permission;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Keys that sign the images of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/image-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Images")
public class ImageKeyResource {
    private final Access access;
    private final CatalogImageKeys imageKeys;
    private final PreviewKeyReplacement preview;

    ImageKeyResource(Access access, CatalogImageKeys imageKeys, PreviewKeyReplacement preview) {
        this.access = access;
        this.imageKeys = imageKeys;
        this.preview = preview;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listImageKeys",
            summary = "List image keys",
            description = "Lists the newest 100 keys that sign or signed images of the catalog, newest first.")
    public Uni<List<ImageKeyView>> list() {
        return imageKeys.all(access.catalog());
    }

    @GET
    @Path("{id}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getImageKey",
            summary = "Read an image key",
            description = "One of the keys that sign or signed images of the catalog.")
    public Uni<RestResponse<ImageKeyView>> get(@PathParam("id") String id) {
        return imageKeys
                .one(access.catalog(), Parameters.guid("Image key", id))
                .map(key -> EntityTag.ok(key, tag(key)));
    }

    @POST
    @Path("replacement-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewImageKeyReplacement",
            summary = "Preview replacing the image key",
            description =
                    "Returns what another image key would do now: devices that get new manifest sets, and devices that use the present or"
                            + " an earlier key until they install images of the new one. Changes nothing.")
    public Uni<ImageKeyImpact> impact() {
        return preview.ofImageKey(access.catalog());
    }

    @POST
    @APIResponseSchema(value = ImageKeyView.class, responseCode = "201", responseDescription = "Replaced")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "replaceImageKey",
            summary = "Replace the image key",
            description =
                    "Creates a key that signs images from now on, and deletes the private key of the previous one. Images that it signed stay"
                            + " valid as long as manifest sets list them. To end trust in the previous key, upload and deploy these"
                            + " images again, then delete the old ones.")
    public Uni<RestResponse<ImageKeyView>> replace(@Context UriInfo uri) {
        return imageKeys.replace().map(key -> EntityTag.created(uri, key.id(), key, tag(key)));
    }

    private static String tag(ImageKeyView key) {
        return EntityTag.of(key.id(), key.replacedAt());
    }
}
