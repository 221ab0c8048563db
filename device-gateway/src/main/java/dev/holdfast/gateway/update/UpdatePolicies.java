package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.Policy;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.update.Delivery;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides by the update policy of its group whether a device is offered its target. A policy that does not compile holds all targets. */
@Singleton
final class UpdatePolicies {
    private static final Logger LOG = Logger.getLogger(UpdatePolicies.class);
    private static final int MAX_POLICIES = 1_000;

    private final Cache<InternalApi.UpdatePolicyText, Optional<CompiledPolicy>> compiled =
            Caches.begin().maximumSize(MAX_POLICIES).build();

    /**
     * Poll of a device that does not have its target.
     *
     * @param have version of the installed manifest set; 0 for none, or for a set of another group
     * @param metered whether the traffic of the device costs money
     */
    record Poll(Targets.DeviceTarget found, long have, boolean metered) {
        Map<String, Object> facts(InternalApi.Offer offer) {
            InternalApi.Assignment assignment = found.assignment();
            InternalApi.DeviceFacts device = assignment.facts();
            return Map.of(
                    "device",
                    Map.of(
                            "part", assignment.part(),
                            "osVersion", device.osVersion(),
                            "trust", device.trust(),
                            "tags", device.tags(),
                            "manifestVersion", have),
                    "target",
                    Map.of("hasSystem", offer.hasSystem(), "hasApplications", offer.hasApplications()),
                    "link",
                    Map.of("metered", metered));
        }
    }

    /** Returns the ID of the policy that holds the target of the device; empty if the device is offered it. */
    String heldBy(Poll poll) {
        InternalApi.Offer offer = poll.found().target().offer();
        if (offer == null) {
            return "";
        }
        boolean isOffered = compiled.get(offer.policy(), UpdatePolicies::compile)
                .filter(policy -> offers(policy, poll, offer))
                .isPresent();
        return isOffered ? "" : offer.policy().id();
    }

    private static boolean offers(CompiledPolicy policy, Poll poll, InternalApi.Offer offer) {
        return !waits(policy.policy(), poll)
                && switch (policy.decide(poll.facts(offer)).effect()) {
                    case OFFER -> true;
                    case SYSTEM_ONLY -> !offer.hasApplications();
                    default -> false;
                };
    }

    private static boolean waits(Policy policy, Poll poll) {
        Delivery delivery = policy.delivery();
        return poll.metered() && delivery != null && delivery.metered() == Delivery.Metered.WAIT;
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
