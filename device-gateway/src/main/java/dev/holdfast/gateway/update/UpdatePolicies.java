package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.update.PollFacts;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides by the update policy of its group whether a device is offered its target. A policy that does not compile holds all targets. */
@Singleton
final class UpdatePolicies {
    private static final Logger LOG = Logger.getLogger(UpdatePolicies.class);
    private static final int MAX_POLICIES = 1_000;
    private static final long BYTES_PER_KILOBIT = 125;

    private final Cache<InternalApi.UpdatePolicyText, Optional<CompiledPolicy>> compiled =
            Caches.begin().maximumSize(MAX_POLICIES).build();

    /**
     * Poll of a device that does not have its target, or a request for one of its images.
     *
     * @param set manifest set of the target
     * @param have version of the installed manifest set; 0 for none, or for a set of another group
     * @param metered whether the traffic of the device costs money
     */
    record Poll(InternalApi.Assignment assignment, ServedSet set, long have, boolean metered) {
        PollFacts facts(InternalApi.Offer offer) {
            InternalApi.DeviceFacts device = assignment.facts();
            return new PollFacts(
                    assignment.part(),
                    device.osVersion(),
                    device.trust(),
                    device.tags(),
                    have,
                    offer.hasSystem(),
                    offer.hasApplications(),
                    offer.emergency(),
                    metered);
        }
    }

    /** Returns the ID of the policy that holds the target of the device; empty if the device is offered it. */
    String heldBy(Poll poll) {
        InternalApi.Offer offer = poll.set().offer();
        if (offer == null) {
            return "";
        }
        boolean isOffered = compiled.get(offer.policy(), UpdatePolicies::compile)
                .filter(policy -> poll.facts(offer).isOffered(policy))
                .isPresent();
        return isOffered ? "" : offer.policy().id();
    }

    /** Returns the maximum bandwidth of the downloads of a device. */
    Pace pace(ServedSet set) {
        InternalApi.Offer offer = set.offer();
        return new Pace(
                offer == null
                        ? 0
                        : compiled.get(offer.policy(), UpdatePolicies::compile)
                                .map(policy -> policy.policy().delivery())
                                .map(delivery -> delivery.kilobitsPerSecond() * BYTES_PER_KILOBIT)
                                .orElse(0L));
    }

    private static Optional<CompiledPolicy> compile(InternalApi.UpdatePolicyText text) {
        try {
            return Optional.of(PolicySource.read(Kind.UPDATE, text.yaml()).compile(text.id(), text.version()));
        } catch (PolicyException e) {
            LOG.errorf(
                    "event=update-policy-refused policy=%s version=%d detail=\"%s\"",
                    text.id(), text.version(), e.getMessage());
            return Optional.empty();
        }
    }
}
