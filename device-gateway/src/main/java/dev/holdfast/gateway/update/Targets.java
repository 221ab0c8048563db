package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.ShippedPolicies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Says what a device should run: its assignment leads to its group's target, and the update-channel policy may hold it. */
@Singleton
final class Targets {
    /** Nothing that was just loaded is loaded again sooner than this, even if it is about to expire. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final CompiledPolicy channel = ShippedPolicies.compile("update-channel/default");
    private final RefreshingCache<DeviceId, InternalApi.Assignment> assignments;
    private final RefreshingCache<Part, GroupTarget> targets;

    /** The devices of one part in a group: what they should run is not what others should. */
    private record Part(UUID group, String part) {}

    Targets(Vertx vertx, InstantSource clock, Feed feed, UpdateSettings settings, BackendClient backend) {
        assignments = new RefreshingCache<>(
                vertx,
                clock,
                feed,
                settings.retryAfter(),
                settings.assignments(),
                backend::assignment,
                new AssignmentLifetime(settings));
        targets = new RefreshingCache<>(
                vertx,
                clock,
                feed,
                settings.retryAfter(),
                settings.targets(),
                of -> backend.target(of.group, of.part).map(target -> GroupTarget.of(of.group, target)),
                new TargetLifetime(settings));
    }

    /** Returns whose the device is, as far as it is known here. */
    Future<InternalApi.Assignment> assignment(DeviceId device) {
        return assignments.get(device);
    }

    /** Returns what the device is offered; nothing when it is blocked, in no group, or held by the policy. */
    Future<Optional<GroupTarget>> offeredTo(DeviceId device) {
        return assignments.get(device).compose(assignment -> {
            UUID group = assignment.groupId();
            return assignment.blocked() || group == null
                    ? Future.succeededFuture(Optional.empty())
                    : targets.get(new Part(group, assignment.part()))
                            .map(target -> Optional.of(target).filter(this::isOffered));
        });
    }

    /** Applies a change that the backend announced. */
    void changed(InternalApi.Change change) {
        switch (change.kind()) {
            case DEVICE -> assignments.invalidate(DeviceId.parse(change.key()));
            case GROUP_TARGET -> {
                UUID group = UUID.fromString(change.key());
                targets.invalidateAll(part -> part.group.equals(group));
            }
        }
    }

    private boolean isOffered(GroupTarget target) {
        // The gateway is not told the group's update policy (the target already follows it): a rule that asks for it
        // fails
        // closed and holds.
        Map<String, Object> facts = Map.of("group", Map.of("hasDeployment", target.hasDeployment()));
        return target.hasDeployment() && channel.decide(facts).effect() == Effect.OFFER;
    }

    private record AssignmentLifetime(UpdateSettings settings)
            implements RefreshingCache.Lifetime<InternalApi.Assignment> {
        @Override
        public Instant freshUntil(InternalApi.Assignment assignment, Instant now) {
            return now.plus(settings.ttl());
        }

        @Override
        public Instant usableUntil(InternalApi.Assignment assignment) {
            // In an outage the target's own expiry is what ends it.
            return Instant.MAX;
        }
    }

    private record TargetLifetime(UpdateSettings settings) implements RefreshingCache.Lifetime<GroupTarget> {
        @Override
        public Instant freshUntil(GroupTarget target, Instant now) {
            Instant ttl = now.plus(settings.ttl());
            Instant renewal = target.expiresAt().minus(settings.renewBefore());
            Instant earliest = now.plus(PAUSE);
            Instant fresh = renewal.isBefore(ttl) && target.hasDeployment() ? renewal : ttl;
            return fresh.isBefore(earliest) ? earliest : fresh;
        }

        @Override
        public Instant usableUntil(GroupTarget target) {
            return target.hasDeployment() ? target.expiresAt() : Instant.MAX;
        }
    }
}
