package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.FilterValues.ActiveRollout;
import dev.holdfast.backend.fleet.list.FilterValues.Group;
import dev.holdfast.backend.platform.db.SqlBuilder;
import java.util.List;
import java.util.Locale;

/** Appends SQL conditions for update states of devices {@code d} in a group with an active rollout. */
final class RolloutTerms {
    /** Update state of devices that the rollout has not opened and that are not exempt. */
    static final String WAITING = "waiting-for-phase";

    private static final String RESULTS = "'ATTESTED', 'INSTALLED', 'CONFIRMED', 'FAILED', 'NOT_ATTESTED', 'RETURNED'";
    private static final String MAY_INSTALL = "d.trust <> 'UNTRUSTED' and d.pinned_at is null and not d.unreachable";

    private final SqlBuilder condition;
    private final ActiveRollout rollout;

    private RolloutTerms(SqlBuilder condition, ActiveRollout rollout) {
        this.condition = condition;
        this.rollout = rollout;
    }

    /** Adds an alternative, after {@code or}, for the devices of a group in an update state, in lower case. */
    static void add(SqlBuilder condition, Group group, ActiveRollout rollout, String state) {
        if (state.equals(UpdateTerms.NOT_TARGETED) && rollout.excluded().isEmpty()) {
            return;
        }
        condition.sql(" or (d.group_id = ").value(group.id(), "uuid").sql(" and ");
        switch (state) {
            case UpdateTerms.NOT_TARGETED -> addExempt(condition, rollout);
            case WAITING -> {
                condition.sql("not ");
                addOpen(condition, rollout);
                condition.sql(" and not ");
                addExempt(condition, rollout);
            }
            default -> {
                addOpen(condition, rollout);
                new RolloutTerms(condition, rollout).open(state);
            }
        }
        condition.sql(")");
    }

    private static void addExempt(SqlBuilder condition, ActiveRollout rollout) {
        condition
                .sql("d.member_hash = any (")
                .value(rollout.excluded().toArray(Long[]::new), "bigint[]")
                .sql(")");
    }

    /** Adds the condition that one of these phases opened the device: of the active rollout of its group, or of its newest rollout. */
    static void addPhases(SqlBuilder condition, List<Group> groups, Integer[] phases) {
        condition.sql("case");
        for (Group group : groups) {
            ActiveRollout rollout = group.rollout();
            if (rollout != null) {
                condition.sql(" when d.group_id = ").value(group.id(), "uuid").sql(" then ");
                addOpen(condition, rollout);
                condition.sql(" and phase_of($1, ").value(rollout.id(), "uuid");
                condition
                        .sql(", d.bucket, d.member_hash) = any (")
                        .value(phases, "int[]")
                        .sql(")");
            }
        }
        condition.sql(" when d.rollout_id is null then false else coalesce(d.rollout_phase = any (");
        condition.value(phases, "int[]").sql("), false) end");
    }

    /** Adds the condition that the rollout has opened the device. */
    private static void addOpen(SqlBuilder condition, ActiveRollout rollout) {
        condition.sql("rollout_has(").value(rollout.seed(), "int").sql(", ").value(rollout.buckets(), "int");
        condition.sql(", ").value(rollout.listed().toArray(Long[]::new), "bigint[]");
        condition.sql(", ").value(rollout.excluded().toArray(Long[]::new), "bigint[]");
        condition.sql(", d.bucket, d.member_hash)");
    }

    /** Adds the condition of the state of an open device. */
    private void open(String state) {
        switch (state) {
            case "attested", "installed", "confirmed", "returned" -> step("'" + constant(state) + "'");
            case "failed" -> step("'FAILED', 'NOT_ATTESTED'");
            default -> {
                condition.sql(" and not ");
                has(RESULTS);
                pending(state);
            }
        }
    }

    private void pending(String state) {
        switch (state) {
            case "pending" -> {
                // All open devices without a result.
            }
            case "held" -> {
                condition.sql(" and (d.trust = 'UNTRUSTED' or d.pinned_at is not null or not d.unreachable and ");
                if (rollout.withheld()) {
                    condition.sql("not ");
                    has("'SILENT'");
                } else {
                    has("'HELD'");
                }
                condition.sql(")");
            }
            case "unreachable" -> {
                condition.sql(" and d.trust <> 'UNTRUSTED' and d.pinned_at is null and (d.unreachable or ");
                has("'SILENT'");
                condition.sql(")");
            }
            case "unknown" -> {
                moving();
                condition.sql(" and not (");
                ofRollout();
                condition.sql(" and d.rollout_step <> '')");
            }
            default -> {
                moving();
                step("'" + (state.equals(UpdateTerms.WINDOW) ? "STAGED" : constant(state)) + "'");
                condition.sql(UpdateTerms.window(state));
            }
        }
    }

    /** Adds the condition that the device is offered the rollout's images, and in contact. */
    private void moving() {
        condition.sql(" and " + MAY_INSTALL + (rollout.withheld() ? " and false" : ""));
    }

    private void step(String steps) {
        condition.sql(" and ");
        has(steps);
    }

    private void has(String steps) {
        condition.sql("(");
        ofRollout();
        condition.sql(" and d.rollout_step in (" + steps + "))");
    }

    private void ofRollout() {
        condition.sql("d.rollout_id is not null and d.rollout_id = ").value(rollout.id(), "uuid");
    }

    private static String constant(String state) {
        return state.toUpperCase(Locale.ROOT);
    }
}
