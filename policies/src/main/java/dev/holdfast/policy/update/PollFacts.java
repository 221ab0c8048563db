package dev.holdfast.policy.update;

import dev.holdfast.policy.CompiledPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a poll for updates.
 *
 * @param part SKU of the chip; empty for none
 * @param osVersion version in the last attestation; empty before the first
 * @param trust TRUSTED, OUTDATED, UNTRUSTED or UNKNOWN
 * @param tags tags of the device
 * @param manifestVersion version of the installed manifest set; 0 for none, or for a set of another group
 * @param hasSystem whether the target has an operating system
 * @param hasApplications whether the target has images of a deployment
 * @param emergency whether devices install the target at once: it is of a rollout that is an emergency, or leads devices back
 * @param metered whether the traffic of the device costs money
 */
public record PollFacts(
        String part,
        String osVersion,
        String trust,
        List<String> tags,
        long manifestVersion,
        boolean hasSystem,
        boolean hasApplications,
        boolean emergency,
        boolean metered) {
    /** Copies the list. */
    public PollFacts {
        tags = List.copyOf(tags);
    }

    /** Returns whether a policy of kind {@code update} offers the device its target. */
    public boolean isOffered(CompiledPolicy policy) {
        return !waits(policy.policy().delivery())
                && switch (policy.decide(facts()).effect()) {
                    case OFFER -> true;
                    case SYSTEM_ONLY -> !hasApplications;
                    default -> false;
                };
    }

    private boolean waits(@Nullable Delivery delivery) {
        return metered && delivery != null && delivery.metered() == Delivery.Metered.WAIT;
    }

    private Map<String, Object> facts() {
        return Map.of(
                "device",
                Map.of(
                        "part", part,
                        "osVersion", osVersion,
                        "trust", trust,
                        "tags", tags,
                        "manifestVersion", manifestVersion),
                "target",
                Map.of("hasSystem", hasSystem, "hasApplications", hasApplications, "emergency", emergency),
                "link",
                Map.of("metered", metered));
    }
}
