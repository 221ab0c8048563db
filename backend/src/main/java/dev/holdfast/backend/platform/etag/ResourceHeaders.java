package dev.holdfast.backend.platform.etag;

import dev.holdfast.contract.operator.authority.ExternalRootView;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@code Location} and {@code ETag} to the response that created a resource, and {@code ETag} to that which reads it, unless the
 * operation did. The tag changes with what people change, not with counters and progress.
 */
public class ResourceHeaders {
    private static final int OK = 200;
    private static final int CREATED = 201;

    /** A resource: its path below that of the request that created it, and its tag. */
    private record Resource(String name, String tag) {
        static Optional<Resource> of(Object name, @Nullable Object... values) {
            return Optional.of(new Resource(name.toString(), EntityTag.of(name, Arrays.toString(values))));
        }
    }

    // Before the filter that stores responses for repeated requests.
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    void add(ContainerResponseContext response, ContainerRequestContext request) {
        boolean isCreated = response.getStatus() == CREATED;
        if (!isCreated && (response.getStatus() != OK || !request.getMethod().equals(HttpMethod.GET))) {
            return;
        }
        resource(response.getEntity()).ifPresent(resource -> {
            if (!response.getHeaders().containsKey(HttpHeaders.ETAG)) {
                response.getHeaders().putSingle(HttpHeaders.ETAG, resource.tag());
            }
            if (isCreated && !response.getHeaders().containsKey(HttpHeaders.LOCATION)) {
                response.getHeaders()
                        .putSingle(
                                HttpHeaders.LOCATION,
                                URI.create(request.getUriInfo().getAbsolutePath() + "/" + resource.name())
                                        .normalize());
            }
        });
    }

    /** Returns the resource that is created or read; empty for others and for resources with their own headers. */
    private static Optional<Resource> resource(@Nullable Object entity) {
        return switch (entity) {
            case CapabilityFileView file -> Resource.of(file.id(), file.revokedAt());
            case CreatedToken created -> resource(created.token());
            case DeploymentView deployment -> Resource.of(deployment.id(), deployment.current());
            case ExternalRootView root -> Resource.of(root.id(), root.importedAt());
            case ImageKeyView key -> Resource.of(key.id(), key.replacedAt());
            case ImageView image -> Resource.of(image.id().text());
            case InvitedPerson invited -> resource(invited.person());
            case OsReleaseView release ->
                Resource.of(
                        release.id(),
                        release.promoteAt(),
                        release.retailAt(),
                        release.withdrawnAt(),
                        release.retiredAt());
            case PersonView person -> Resource.of(person.subject(), person);
            case PolicyVersionText version -> resource(version.version());
            case PolicyVersionView version -> Resource.of(version.version(), version.policy(), version.state());
            // Created at policies/POLICY/versions/VERSION/replays, read at replays/ID.
            case ReplayView replay ->
                Resource.of("../../../../../replays/" + replay.id(), replay.state() == ReplayState.CANCELLED);
            case TokenView token -> Resource.of(token.id(), token.revokedAt());
            case TransferDetail transfer ->
                Resource.of(transfer.transfer().id(), transfer.transfer().state());
            case null, default -> Optional.empty();
        };
    }
}
