package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.TrustTransition;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Computes what activating the version of a replay would do, and changes nothing. */
@ApplicationScoped
public class PreviewActivation {
    private static final String REPLAY = "select from policy_replay where catalog_id = $1 and replay_id = $2";
    /** {@code $4}: devices that are silent since then count as offline. */
    private static final String CONTACTS = """
            select count(*) filter (where not d.is_blocked and d.is_silent) as offline,
                max(d.certificate_expires) filter (where not d.is_blocked and not d.is_silent and d.certificate_expires > $3) as until,
                %s as minutes
            from (
                select d.certificate_expires, d.last_seen, d.blocked_at, d.blocked_at is not null as is_blocked,
                    coalesce(d.last_seen, d.claimed_at) < $4 as is_silent
                from policy_replay_change c
                join device d using (catalog_id, device_id)
                where c.catalog_id = $1 and c.replay_id = $2) d""".formatted(Silence.contactMinutes("$3::timestamptz"));

    private final Transactions transactions;

    PreviewActivation(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the impact of activating the version of a replay, as its approvers see it; fails with {@code not-found}. */
    public Uni<ActivationImpact> of(CatalogId catalog, UUID replay) {
        return transactions.readOnly(
                catalog,
                tx -> tx.find(REPLAY, row -> replay, tx.catalog(), replay)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("Replay " + replay)))
                        .chain(() -> DescribeActivation.transitions(tx, replay))
                        .chain(transitions -> impact(tx, replay, transitions)));
    }

    private static Uni<ActivationImpact> impact(Tx tx, UUID replay, List<TrustTransition> transitions) {
        return tx.one(CONTACTS, row -> impact(row, transitions), tx.catalog(), replay, tx.now(), Silence.since(tx));
    }

    private static ActivationImpact impact(Row row, List<TrustTransition> transitions) {
        return new ActivationImpact(
                transitions.stream().mapToLong(TrustTransition::devices).sum(),
                transitions,
                row.getLong("offline"),
                Columns.instantOrNull(row, "until"),
                row.getLong("minutes"));
    }
}
