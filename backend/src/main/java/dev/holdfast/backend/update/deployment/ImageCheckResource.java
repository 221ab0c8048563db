package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageChecks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Results of the checks of images. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/images/{imageId}/checks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Images")
public class ImageCheckResource {
    private final Access access;
    private final CheckImage checkImage;

    ImageCheckResource(Access access, CheckImage checkImage) {
        this.access = access;
        this.checkImage = checkImage;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getImageChecks",
            summary = "Check an image",
            description =
                    "The interfaces of the image, and which parts of which device groups it fits now, with the reason if not. Changes nothing.")
    public Uni<ImageChecks> checks(@PathParam("imageId") String imageId) {
        return checkImage.check(access.catalog(), new ImageId(Parameters.guid("Image", imageId)));
    }
}
