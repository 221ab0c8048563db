package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.RolloutConflicts;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Computes what an action on a rollout would do, by the checks and selections of its command, and changes nothing. */
record PreviewAction(Transactions transactions) {
    // $3, $4: whether open devices are offered the images before and after the action. $5 to $8: open devices after it.
    // $9: whether failed devices retry.
    private static final String COUNT = """
            select count(*) filter (where o.after and not o.before) as offered,
                count(*) filter (where o.before and not o.after) as withheld,
                count(*) filter (where s.step in %s and not o.after) as installed,
                count(*) filter (where not s.opens) as waiting,
                count(*) filter (where o.before <> o.after and d.unreachable) as unreachable
            from rollout r
            join device d on d.catalog_id = r.catalog_id and d.group_id = r.group_id
            cross join lateral (
                select case when d.rollout_id = r.rollout_id then d.rollout_step else '' end as step,
                    rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash) as opened,
                    rollout_has($5, $6, $7, $8, d.bucket, d.member_hash) as opens) s
            cross join lateral (
                select s.step in ('', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED') and d.trust <> 'UNTRUSTED' and d.pinned_at is null
                    as installs) i
            cross join lateral (
                select $3::boolean and s.opened and i.installs as before,
                    $4::boolean and s.opens and i.installs or $9::boolean and s.step in %s as after) o
            where r.catalog_id = $1 and r.rollout_id = $2""".formatted(PreviewRollBack.INSTALLED_STEPS, RetryFailed.FAILED_STEPS);
    private static final OpenMembers EVERYTHING = new OpenMembers(0, Member.BUCKETS, List.of(), List.of());

    /**
     * Returns the effect. Fails like the command of the action, except if a halt rule fires: {@link RolloutActionImpact#halt}. Fails with
     * {@code invalid-request} for an action that has another preview or none.
     */
    Uni<RolloutActionImpact> of(CatalogId catalog, UUID id, RolloutAction action) {
        return transactions.readOnly(
                catalog,
                tx -> RolloutRows.one(tx, id).chain(rollout -> of(tx, rollout, action, next(rollout, action))));
    }

    private static RolloutState next(Rollout rollout, RolloutAction action) {
        return switch (action) {
            case PAUSE -> PauseRollout.next(rollout);
            case RESUME -> ResumeRollout.next(rollout);
            case PROCEED -> ProceedRollout.next(rollout);
            case RETRY_FAILED -> RetryFailed.next(rollout);
            case ABORT -> AbortRollout.next(rollout);
            case EXTEND -> ExtendRollout.next(rollout);
            case START, ROLL_BACK, EXEMPT ->
                throw ProblemException.invalid(
                        "action", "must be PAUSE, RESUME, PROCEED, RETRY_FAILED, ABORT or EXTEND");
        };
    }

    private static Uni<RolloutActionImpact> of(Tx tx, Rollout rollout, RolloutAction action, RolloutState next) {
        boolean retries = action == RolloutAction.RETRY_FAILED;
        boolean resumes = action == RolloutAction.RESUME;
        return (retries || resumes
                        ? RolloutConflicts.requireAllowedNow(tx)
                        : Uni.createFrom().voidItem())
                .chain(() -> resumes ? halt(tx, rollout) : Uni.createFrom().item(Optional.<RolloutHalt>empty()))
                .chain(halt -> open(tx, rollout, action, next)
                        .chain(open -> tx.one(
                                COUNT,
                                row -> impact(row, halt),
                                tx.catalog(),
                                rollout.id(),
                                isOffered(rollout.state()),
                                isOffered(next),
                                open.seed(),
                                open.buckets(),
                                open.listed().toArray(Long[]::new),
                                open.excluded().toArray(Long[]::new),
                                retries)))
                .invoke(impact -> {
                    if (retries) {
                        RetryFailed.requireAny(impact.offered());
                    }
                });
    }

    private static boolean isOffered(RolloutState state) {
        return state instanceof Offering || state instanceof Completed;
    }

    /** Returns the devices that are open after the action, when its phase is fully open. */
    private static Uni<OpenMembers> open(Tx tx, Rollout rollout, RolloutAction action, RolloutState next) {
        if (next instanceof Completed) {
            return Uni.createFrom().item(EVERYTHING);
        }
        boolean opens = action == RolloutAction.PROCEED || action == RolloutAction.RESUME;
        return opens && next instanceof Running(int phase)
                ? Opening.of(tx, rollout, phase, RolloutPlan.UNLIMITED)
                        .map(opening -> opening.map(Opening::audience).orElse(rollout.audience()))
                : Uni.createFrom().item(rollout.audience());
    }

    private static Uni<Optional<RolloutHalt>> halt(Tx tx, Rollout rollout) {
        return ResumeRollout.fired(tx, rollout)
                .map(fired -> fired.map(halt -> RolloutViews.halt(tx.now(), rollout.openPhases(), halt)));
    }

    private static RolloutActionImpact impact(Row row, Optional<RolloutHalt> halt) {
        return new RolloutActionImpact(
                row.getLong("offered"),
                row.getLong("withheld"),
                row.getLong("installed"),
                row.getLong("waiting"),
                row.getLong("unreachable"),
                halt.orElse(null));
    }
}
