package dev.holdfast.backend.update.policy;

import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.update.Interval;
import dev.holdfast.policy.update.PollFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group to which a previewed policy would apply.
 *
 * @param now policy that applies now
 * @param then policy that would apply
 */
record ComparedGroup(
        UUID id,
        String product,
        String name,
        ZoneId zone,
        Instant offered,
        UpdatePolicyText now,
        UpdatePolicyText then) {
    private static final Duration PERIOD = Duration.ofDays(7);

    /** Compares both policies for the devices of the group. */
    PolicyEffect compare(
            List<PolledDevices> devices, Optional<CompiledPolicy> now, Optional<CompiledPolicy> then, Instant at) {
        long count = 0;
        long held = 0;
        List<PolledDevices> newlyHeld = new ArrayList<>();
        List<PolledDevices> newlyOffered = new ArrayList<>();
        for (PolledDevices some : devices) {
            boolean offeredNow = isOffered(now, some.facts());
            boolean offeredThen = isOffered(then, some.facts());
            count += some.count();
            held += offeredNow ? 0 : some.count();
            if (offeredNow && !offeredThen) {
                newlyHeld.add(some);
            } else if (!offeredNow && offeredThen) {
                newlyOffered.add(some);
            }
        }
        return new PolicyEffect(
                id, product, name, count, held, newlyHeld, newlyOffered, opens(now, at), opens(then, at));
    }

    static boolean isOffered(Optional<CompiledPolicy> policy, PollFacts facts) {
        // Sets under such a policy keep the applications of the group.
        return policy.filter(compiled -> (compiled.policy().isSystemOnly() && facts.hasSystem()
                                ? facts.withoutApplications()
                                : facts)
                        .isOffered(compiled))
                .isPresent();
    }

    /** Returns the next time at which devices may install; null if not in the next 7 days, or if the policy does not compile. */
    private @Nullable Instant opens(Optional<CompiledPolicy> policy, Instant at) {
        GroupInstallRules rules = new GroupInstallRules(null, zone, offered, false);
        return policy.map(CompiledPolicy::policy)
                .map(read -> rules.rules(read, new Interval(at, at.plus(PERIOD))))
                .flatMap(found -> found.nextAllowed(at))
                .filter(next -> next.isBefore(at.plus(PERIOD)))
                .orElse(null);
    }
}
