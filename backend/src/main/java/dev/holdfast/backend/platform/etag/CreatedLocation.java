package dev.holdfast.backend.platform.etag;

import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Adds the address of a created resource as {@code Location}, unless the operation did. */
public class CreatedLocation {
    private static final int CREATED = 201;

    // Before the filter that stores responses for repeated requests.
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    void add(ContainerResponseContext response, UriInfo request) {
        if (response.getStatus() == CREATED && !response.getHeaders().containsKey(HttpHeaders.LOCATION)) {
            name(response.getEntity(), request.getPath())
                    .ifPresent(name -> response.getHeaders()
                            .putSingle(
                                    HttpHeaders.LOCATION,
                                    URI.create(request.getAbsolutePath() + "/" + name)
                                            .normalize()));
        }
    }

    /** Returns the path of a resource below that of the request; empty for resources that cannot be read one by one. */
    private static Optional<String> name(@Nullable Object created, String path) {
        return switch (created) {
            case CatalogView catalog -> Optional.of(catalog.name());
            case DeploymentView deployment -> Optional.of(deployment.id().toString());
            case SavedView view -> Optional.of(view.id().toString());
            case OsReleaseView release -> Optional.of(release.id().toString());
            case ImageView image
            when !path.endsWith("/os-images") -> Optional.of(image.id().text());
            case PolicyVersionView version -> Optional.of(Integer.toString(version.version()));
            // Created at policies/POLICY/versions/VERSION/replays, read at replays/ID.
            case ReplayView replay -> Optional.of("../../../../../replays/" + replay.id());
            case TransferDetail transfer -> Optional.of(transfer.transfer().id().toString());
            case null, default -> Optional.empty();
        };
    }
}
