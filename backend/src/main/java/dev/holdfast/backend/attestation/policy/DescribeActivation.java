package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.TrustTransition;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.Policy;
import dev.holdfast.policy.PolicyComparison;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Describes the effect of an activation for its approver. */
final class DescribeActivation {
    private static final String REPLAY = """
            select c.name, r.compared_scope, r.compared_scope_id, r.compared_version, r.candidate_scope,
                r.candidate_scope_id, r.candidate_version, r.devices_total, r.devices_changed, r.devices_without_evidence
            from policy_replay r join catalog c on c.catalog_id = r.catalog_id
            where r.catalog_id = $1 and r.replay_id = $2""";
    private static final String TRANSITIONS = """
            select from_trust, to_trust, sum(devices)::bigint as devices from policy_replay_count
            where catalog_id = $1 and replay_id = $2 and from_trust <> to_trust
            group by from_trust, to_trust order by 3 desc, 1, 2""";

    private DescribeActivation() {}

    /** The policies that a replay compared, and its numbers of devices. */
    private record Counted(
            String catalog,
            AppliedPolicy compared,
            AppliedPolicy candidate,
            long devices,
            long changed,
            long withoutEvidence) {}

    /**
     * Input of the description.
     *
     * @param version version to activate; 0 to remove the policy
     * @param transitions devices whose trust would change
     * @param compared the active policy
     * @param candidate the policy to activate
     */
    record Found(
            int version,
            PolicyView scope,
            UUID replay,
            Counted counted,
            List<TrustTransition> transitions,
            PolicyVersionText compared,
            PolicyVersionText candidate) {}

    /** Reads the input. {@link ReplayGate} must have accepted the replay. */
    static Uni<Found> find(Tx tx, PolicyView scope, int version, UUID replay) {
        return tx.one(
                        REPLAY,
                        row -> new Counted(
                                row.getString("name"),
                                AppliedPolicy.of(row, "compared"),
                                AppliedPolicy.of(row, "candidate"),
                                row.getLong("devices_total"),
                                row.getLong("devices_changed"),
                                row.getLong("devices_without_evidence")),
                        tx.catalog(),
                        replay)
                .chain(counted -> Uni.combine()
                        .all()
                        .unis(transitions(tx, replay), text(tx, counted.compared()), text(tx, counted.candidate()))
                        .usingConcurrencyOf(1)
                        .with((transitions, compared, candidate) ->
                                new Found(version, scope, replay, counted, transitions, compared, candidate)));
    }

    /** Returns the number of devices for each change of trust, the most devices first. */
    static Uni<List<TrustTransition>> transitions(Tx tx, UUID replay) {
        return tx.list(
                TRANSITIONS,
                row -> new TrustTransition(
                        Trust.valueOf(row.getString("from_trust")),
                        Trust.valueOf(row.getString("to_trust")),
                        row.getLong("devices")),
                tx.catalog(),
                replay);
    }

    private static Uni<PolicyVersionText> text(Tx tx, AppliedPolicy policy) {
        return PolicyVersions.one(tx, policy.key(), policy.version());
    }

    /** Compares the texts on {@link ReviewThreads}. */
    static Uni<ProposedPolicy> describe(Found found) {
        return ReviewThreads.run(() -> proposedPolicy(found));
    }

    private static ProposedPolicy proposedPolicy(Found found) {
        Counted counted = found.counted();
        return new ProposedPolicy(
                counted.catalog(),
                found.scope().scope(),
                found.scope().product(),
                found.scope().group(),
                found.version(),
                found.candidate().version().title(),
                found.version() == 0 ? "" : found.candidate().version().author(),
                found.candidate().version().rules(),
                counted.compared().key().text(),
                counted.compared().version(),
                found.compared().version().title(),
                found.replay(),
                counted.devices(),
                counted.changed(),
                counted.withoutEvidence(),
                found.transitions(),
                warnings(found));
    }

    private static List<String> warnings(Found found) {
        List<String> warnings = new ArrayList<>(ofTexts(found));
        // The constants of Trust are in descending order.
        long trustedMore = found.transitions().stream()
                .filter(transition -> transition.to().compareTo(transition.from()) < 0)
                .mapToLong(TrustTransition::devices)
                .sum();
        if (trustedMore > 0) {
            warnings.add(devices(trustedMore) + " would gain trust.");
        }
        long trustedLess = found.counted().changed() - trustedMore;
        long known = found.counted().devices() - found.counted().withoutEvidence();
        if (2 * trustedLess > known) {
            warnings.add("Most devices would lose trust: %,d of %,d with evidence.".formatted(trustedLess, known));
        }
        if (found.counted().withoutEvidence() > 0) {
            warnings.add("The effect on " + devices(found.counted().withoutEvidence())
                    + " is unknown: the replay found no evidence.");
        }
        return warnings;
    }

    private static List<String> ofTexts(Found found) {
        try {
            return PolicyComparison.warnings(read(found.compared()), read(found.candidate()));
        } catch (PolicyException e) {
            return List.of("The policies could not be compared, because one of them is no longer valid: "
                    + e.getMessage() + ".");
        }
    }

    private static Policy read(PolicyVersionText text) throws PolicyException {
        return PolicySource.read(Kind.ATTESTATION, text.policy())
                .compile("attestation/compared", 1)
                .policy();
    }

    private static String devices(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "device" : "devices");
    }
}
