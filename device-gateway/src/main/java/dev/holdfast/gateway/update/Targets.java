package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.edge.AdmissionState;
import dev.holdfast.gateway.edge.AdmissionStates;
import dev.holdfast.gateway.edge.DeviceIdentity;
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
import org.jspecify.annotations.Nullable;

/**
 * Looks up the admission state and the target of a device: the assignment names the group, the group has the target,
 * and the update-channel policy may withhold the target.
 */
@Singleton
final class Targets implements AdmissionStates {
    /** Minimum time between two loads of a value, even if it is about to expire. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ChangeStreamState stream;
    private final CompiledPolicy channel = ShippedPolicies.compile("update-channel/default");
    private final RefreshingCache<DeviceId, InternalApi.Assignment> assignments;
    private final RefreshingCache<TargetKey, GroupTarget> targets;

    /** Devices of one part in a group, which share a target. */
    private record TargetKey(UUID group, String part) {}

    Targets(
            Vertx vertx,
            InstantSource clock,
            ChangeStreamState stream,
            Refreshes refreshes,
            UpdateSettings settings,
            BackendClient backend) {
        this.stream = stream;
        assignments = new RefreshingCache<>(
                vertx,
                clock,
                stream,
                refreshes,
                settings.retryAfter(),
                settings.assignments(),
                backend::assignment,
                new AssignmentLifetime(settings));
        targets = new RefreshingCache<>(
                vertx,
                clock,
                stream,
                refreshes,
                settings.retryAfter(),
                settings.targets(),
                of -> backend.target(of.group, of.part).map(target -> GroupTarget.of(of.group, target)),
                new TargetLifetime(settings));
    }

    /**
     * Returns the admission state of a device. A certificate is valid only while the device is in the catalog that
     * issued it: the device may leave, or its endorsement may be revoked, before the certificate expires.
     */
    @Override
    public Future<AdmissionState> of(DeviceIdentity identity) {
        return admissionState(identity, assignments.get(identity.device()));
    }

    @Override
    public Future<AdmissionState> ofNewConnection(DeviceIdentity identity) {
        return stream.isLive()
                ? of(identity)
                : assignments
                        .reload(identity.device())
                        .compose(assignment -> admissionState(identity, assignment, true));
    }

    private Future<AdmissionState> admissionState(DeviceIdentity identity, Future<InternalApi.Assignment> assignment) {
        // A cached value needs no callback.
        return assignment.succeeded()
                ? admissionState(identity, assignment.result(), false)
                : assignment.compose(loaded -> admissionState(identity, loaded, false));
    }

    private Future<AdmissionState> admissionState(
            DeviceIdentity identity, InternalApi.Assignment assignment, boolean reload) {
        AdmissionState.State state = state(identity, assignment);
        UUID group = assignment.groupId();
        if (group == null || state == AdmissionState.State.OTHER_CATALOG) {
            return Future.succeededFuture(new AdmissionState(state, false));
        }
        TargetKey key = new TargetKey(group, assignment.part());
        Future<GroupTarget> target = reload ? targets.reload(key) : targets.get(key);
        return target.succeeded()
                ? Future.succeededFuture(admissionState(identity, state, target.result()))
                : target.map(loaded -> admissionState(identity, state, loaded))
                        .recover(failure -> failure instanceof BackendFailure.Missing
                                // A deleted group has no requirement and no target.
                                ? Future.succeededFuture(new AdmissionState(state, false))
                                : Future.failedFuture(failure));
    }

    /** Adds the facts of the group. A certificate of a retired CA counts as revoked. */
    private static AdmissionState admissionState(
            DeviceIdentity identity, AdmissionState.State state, GroupTarget target) {
        DeviceIdentity.Leaf leaf = leaf(identity);
        boolean retired = leaf != null && target.retiredAuthorities().contains(leaf.authority());
        return new AdmissionState(
                retired && state != AdmissionState.State.BLOCKED ? AdmissionState.State.REVOKED : state,
                target.requiresPostQuantum());
    }

    private static DeviceIdentity.@Nullable Leaf leaf(DeviceIdentity identity) {
        return switch (identity) {
            case DeviceIdentity.General _ -> null;
            case DeviceIdentity.Update update -> update.leaf();
            case DeviceIdentity.Customer customer -> customer.leaf();
        };
    }

    private static AdmissionState.State state(DeviceIdentity identity, InternalApi.Assignment assignment) {
        return switch (identity) {
            case DeviceIdentity.General _ -> state(assignment, assignment.catalog(), null);
            case DeviceIdentity.Update update -> state(assignment, update.catalog(), update.leaf());
            case DeviceIdentity.Customer customer -> state(assignment, customer.catalog(), customer.leaf());
        };
    }

    private static AdmissionState.State state(
            InternalApi.Assignment assignment, @Nullable UUID issuer, DeviceIdentity.@Nullable Leaf leaf) {
        if (issuer == null || !issuer.equals(assignment.catalog())) {
            return AdmissionState.State.OTHER_CATALOG;
        }
        if (assignment.blockedByOperator()) {
            return AdmissionState.State.BLOCKED;
        }
        InternalApi.Revoked revoked = assignment.revoked();
        if (leaf != null && revoked != null && revoked.covers(leaf.serial(), leaf.notAfter())) {
            return AdmissionState.State.REVOKED;
        }
        return assignment.blocked() ? AdmissionState.State.UNTRUSTED : AdmissionState.State.OWNED;
    }

    /**
     * Returns the target that the device is offered; empty when the device gets no updates, is in no group, or the policy withholds the
     * target. An untrusted device gets the target with its general key only, to repair itself. A trusted device gets it with an issued
     * certificate only.
     */
    Future<Optional<GroupTarget>> offeredTo(DeviceIdentity identity) {
        return assignments.get(identity.device()).compose(assignment -> {
            UUID group = assignment.groupId();
            boolean repairs = identity instanceof DeviceIdentity.General;
            // blocked() without blockedByOperator() means untrusted.
            return assignment.blockedByOperator() || assignment.blocked() != repairs || group == null
                    ? Future.succeededFuture(Optional.empty())
                    : targets.get(new TargetKey(group, assignment.part()))
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
        // The backend has already applied the group's update policy to the target, so the policy is no fact here. A
        // rule that reads this fact fails and withholds the update.
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
            // An assignment does not expire. Only the lease limits its use.
            return Instant.MAX;
        }

        @Override
        public Duration lease() {
            return settings.lease();
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

        @Override
        public Duration lease() {
            return settings.lease();
        }
    }
}
