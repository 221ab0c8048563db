package dev.holdfast.ui.feed;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.image.ImageView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Uploads OS images that a silicon manufacturer signed. */
@Path(OperatorApi.BASE + "os-images")
@RegisterRestClient(configKey = "operator-api-long")
public interface OsImageClient {
    /** The largest image package, in bytes. */
    int MAX_BYTES = 22 * 1024 * 1024;

    /** Uploads an image package. Uploading it again changes nothing. For installation owners. */
    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    ImageView upload(File imagePackage);
}
