package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.edge.AdmissionState;
import dev.holdfast.gateway.edge.AdmissionStates;
import dev.holdfast.gateway.edge.DeviceIdentity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up the admission state and the target of a device: the assignment names the group, and the group has the target. */
@Singleton
final class Targets implements AdmissionStates {
    /** Minimum time between two loads of a value, even if it is about to expire. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ChangeStreamState stream;
    private final BackendClient backend;
    /** Assignments by the key of the device's changes. */
    private final RefreshingCache<String, Assigned> assignments;

    private final RefreshingCache<TargetKey, GroupTarget> targets;
    /** Recent refusals of certificates, so that a device cannot flood the backend with a revoked one. */
    private final Cache<InternalApi.Witness, BackendFailure.Refused> refused;

    /**
     * Devices of one part in a group, which share a target.
     *
     * @param changeKey key of the group's changes
     */
    private record TargetKey(UUID group, String part, String changeKey) {}

    /**
     * Assignment of a device.
     *
     * @param member place of the device in rollouts
     * @param target key of the target of the device; null if the device is in no group
     */
    private record Assigned(
            InternalApi.Assignment assignment,
            Member member,
            @Nullable TargetKey target) {
        static Assigned of(InternalApi.Assignment assignment, DeviceId device) {
            UUID group = assignment.groupId();
            return new Assigned(
                    assignment,
                    Member.of(assignment.catalog(), device),
                    group == null
                            ? null
                            : new TargetKey(
                                    group,
                                    assignment.part(),
                                    InternalApi.Change.of(group).key()));
        }
    }

    /**
     * Target of a device, before the update policy of the group.
     *
     * @param member place of the device in rollouts
     */
    record DeviceTarget(InternalApi.Assignment assignment, Member member, GroupTarget target) {
        /**
         * Returns the manifest set for the device; null for none, also if the device is pinned.
         *
         * @param have version of the installed set; 0 for none or unknown
         */
        @Nullable
        ServedSet set(long have) {
            return assignment.pinned() ? null : target.choose(member, have);
        }
    }

    Targets(
            Vertx vertx,
            InstantSource clock,
            ChangeStreamState stream,
            Refreshes refreshes,
            UpdateSettings settings,
            BackendClient backend) {
        this.stream = stream;
        this.backend = backend;
        refused = Caches.begin()
                .maximumSize(settings.assignments())
                .expireAfterWrite(settings.retryAfter())
                .build();
        assignments = new RefreshingCache<>(
                vertx,
                clock,
                stream,
                refreshes,
                settings.retryAfter(),
                settings.assignments(),
                new AssignmentLifetime(settings));
        targets = new RefreshingCache<>(
                vertx,
                clock,
                stream,
                refreshes,
                settings.retryAfter(),
                settings.targets(),
                new TargetLifetime(settings));
    }

    /**
     * Returns the admission state of a device. A certificate is valid only while the device is in the catalog that
     * issued it: the device may leave, or its endorsement may be revoked, before the certificate expires.
     */
    @Override
    public Future<AdmissionState> of(DeviceIdentity identity) {
        return admissionState(identity, assignment(identity));
    }

    @Override
    public Future<AdmissionState> ofNewConnection(DeviceIdentity identity) {
        return stream.isLive()
                ? of(identity)
                : assignments
                        .reload(identity.changeKey(), () -> load(identity))
                        .compose(assignment -> admissionState(identity, assignment, true));
    }

    private Future<Assigned> assignment(DeviceIdentity identity) {
        return assignments.get(identity.changeKey(), () -> load(identity));
    }

    private Future<Assigned> load(DeviceIdentity identity) {
        InternalApi.Witness witness = identity.witness();
        BackendFailure.Refused known = refused.getIfPresent(witness);
        return known != null
                ? Future.failedFuture(known)
                : backend.assignment(witness)
                        .map(assignment -> Assigned.of(assignment, identity.device()))
                        .onFailure(failure -> {
                            // A device with a new attestation or certificate has another witness.
                            if (failure instanceof BackendFailure.Refused refusal) {
                                refused.put(witness, refusal);
                            }
                        });
    }

    private Future<GroupTarget> target(DeviceIdentity identity, TargetKey key) {
        Future<GroupTarget> target = targets.get(key, () -> load(identity, key));
        return target.succeeded() ? target : target.recover(failure -> refused(identity, failure));
    }

    private Future<GroupTarget> load(DeviceIdentity identity, TargetKey key) {
        return backend.target(key.group, key.part, identity.witness()).compose(target -> {
            try {
                return Future.succeededFuture(GroupTarget.of(key.group, key.part, target));
            } catch (FormatException e) {
                return Future.failedFuture(new BackendFailure.Unavailable(
                        "the target of group " + key.group + " is invalid: " + e.getMessage()));
            }
        });
    }

    /**
     * Turns a refusal of a device in its group into an outage, and forgets the assignment: the device may have left the group a moment ago.
     * The next request finds out.
     */
    <T> Future<T> refused(DeviceIdentity identity, Throwable failure) {
        if (failure instanceof BackendFailure.Refused) {
            assignments.invalidate(identity.changeKey());
            return Future.failedFuture(
                    new BackendFailure.Unavailable("the device may have left its group: " + failure.getMessage()));
        }
        return Future.failedFuture(failure);
    }

    private Future<AdmissionState> admissionState(DeviceIdentity identity, Future<Assigned> assignment) {
        // A cached value needs no callback.
        return assignment.succeeded()
                ? admissionState(identity, assignment.result(), false)
                : assignment.compose(loaded -> admissionState(identity, loaded, false));
    }

    private Future<AdmissionState> admissionState(DeviceIdentity identity, Assigned assigned, boolean reload) {
        AdmissionState.State state = state(identity, assigned.assignment);
        TargetKey key = assigned.target;
        boolean isRefused = switch (state) {
            case OTHER_CATALOG, BLOCKED, REVOKED -> true;
            case OWNED, UNTRUSTED, UNCHECKED -> false;
        };
        if (key == null || isRefused) {
            return Future.succeededFuture(new AdmissionState(state, false));
        }
        Future<GroupTarget> target = reload
                ? targets.reload(key, () -> load(identity, key)).recover(failure -> refused(identity, failure))
                : target(identity, key);
        return target.succeeded()
                ? Future.succeededFuture(admissionState(identity, state, target.result()))
                : target.map(loaded -> admissionState(identity, state, loaded));
    }

    /** Adds the facts of the group. A certificate of a retired CA counts as revoked. */
    private static AdmissionState admissionState(
            DeviceIdentity identity, AdmissionState.State state, GroupTarget target) {
        DeviceIdentity.Leaf leaf = leaf(identity);
        boolean retired = leaf != null && target.retiredAuthorities().contains(leaf.authority());
        return new AdmissionState(retired ? AdmissionState.State.REVOKED : state, target.requiresPostQuantum());
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
     * Returns the target of a device; empty when the device gets no updates or its group has no target. An untrusted device gets the target
     * with its general key only, to repair itself. A trusted device gets it with an issued certificate only.
     */
    Future<Optional<DeviceTarget>> find(DeviceIdentity identity) {
        return assignment(identity).compose(assigned -> {
            InternalApi.Assignment assignment = assigned.assignment;
            TargetKey key = assigned.target;
            boolean repairs = identity instanceof DeviceIdentity.General;
            // blocked() without blockedByOperator() means untrusted.
            return assignment.blockedByOperator() || assignment.blocked() != repairs || key == null
                    ? Future.succeededFuture(Optional.empty())
                    : target(identity, key)
                            .map(target -> target.hasSet()
                                    ? Optional.of(new DeviceTarget(assignment, assigned.member, target))
                                    : Optional.empty());
        });
    }

    /** Returns the key of the changes of a device's group; empty if the device is in no group. */
    Future<Optional<String>> groupKey(DeviceIdentity identity) {
        return assignment(identity)
                .map(assigned -> Optional.ofNullable(assigned.target).map(TargetKey::changeKey));
    }

    /** Applies a change that the backend announced. */
    void changed(InternalApi.Change change) {
        switch (change.kind()) {
            case DEVICE -> assignments.invalidate(change.key());
            case GROUP_TARGET -> targets.invalidateAll(target -> target.changeKey.equals(change.key()));
        }
    }

    private record AssignmentLifetime(UpdateSettings settings) implements RefreshingCache.Lifetime<Assigned> {
        @Override
        public Instant freshUntil(Assigned assigned, Instant now) {
            return now.plus(settings.ttl());
        }

        @Override
        public Instant usableUntil(Assigned assigned) {
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
            Instant fresh = renewal.isBefore(ttl) ? renewal : ttl;
            return fresh.isBefore(earliest) ? earliest : fresh;
        }

        @Override
        public Instant usableUntil(GroupTarget target) {
            // Devices refuse an expired set of a rollout. The other devices still need the target.
            return target.current().isPresent() ? target.current().expiresAt() : Instant.MAX;
        }

        @Override
        public Duration lease() {
            return settings.lease();
        }
    }
}
