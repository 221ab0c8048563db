package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.internal.InternalAnswer;
import dev.holdfast.backend.platform.internal.InternalRequest;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.contract.device.InternalApi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalLong;

/** {@code GET changes} of the internal device API. */
@ApplicationScoped
public class ChangeRoutes implements InternalRoutes {
    private final ChangeFeed feed;

    ChangeRoutes(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.get("changes", this::changes);
    }

    private Uni<InternalAnswer> changes(InternalRequest request) {
        OptionalLong after = request.number("after");
        long wait = Math.clamp(request.number("wait").orElse(0), 0, InternalApi.MAX_WAIT_SECONDS);
        return (after.isEmpty() ? feed.newest() : feed.after(after.getAsLong(), Duration.ofSeconds(wait)))
                .map(InternalAnswer::json);
    }
}
