package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.FilterValues.Group;
import dev.holdfast.backend.platform.db.SqlBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** Appends SQL conditions for update states, which depend on the target manifest of the device's group, or on the group's rollout. */
final class UpdateTerms {
    /** Update state of devices in groups without a target, and of devices that are exempt from the rollout of their group. */
    static final String NOT_TARGETED = "not-targeted";

    /** Update state of devices that wait for a window of their update policy. */
    static final String WINDOW = "waiting-for-window";

    private static final String ATTESTED = "attested";
    /** Limit of groups with a deployment that get an alternative each, so that the index on groups finds the few devices in a rare state. */
    private static final int MAX_NAMED = 20;

    /** Condition of devices that are neither held for their trust nor pinned. */
    private static final String IS_FREE = " and d.trust <> 'UNTRUSTED' and d.pinned_at is null";

    private final SqlBuilder condition;
    private final List<Group> rolling;
    private final List<Group> deployed;
    private final UUID[] none;

    private UpdateTerms(SqlBuilder condition, List<Group> groups) {
        this.condition = condition;
        this.rolling = groups.stream().filter(group -> group.rollout() != null).toList();
        List<Group> others =
                groups.stream().filter(group -> group.rollout() == null).toList();
        this.deployed = others.stream().filter(group -> group.target() > 0).toList();
        this.none = others.stream()
                .filter(group -> group.target() == 0)
                .map(Group::id)
                .toArray(UUID[]::new);
    }

    /** Adds the condition that the update of a device {@code d} is in one of the states, in lower case. */
    static void add(SqlBuilder condition, List<Group> groups, List<String> states) {
        UpdateTerms terms = new UpdateTerms(condition, groups);
        condition.sql("(false");
        for (String state : states) {
            if (state.equals(NOT_TARGETED)) {
                condition
                        .sql(" or d.group_id = any (")
                        .value(terms.none, "uuid[]")
                        .sql(")");
            }
            terms.rolling.forEach(
                    group -> RolloutTerms.add(condition, group, Objects.requireNonNull(group.rollout()), state));
            if (state.equals(NOT_TARGETED) || state.equals(RolloutTerms.WAITING)) {
                continue;
            }
            if (terms.deployed.size() <= MAX_NAMED) {
                terms.deployed.forEach(group -> terms.named(group, state));
            } else {
                terms.together(state);
            }
        }
        condition.sql(")");
    }

    /** Adds an alternative for each index range. Devices that did not attest the target are two ranges: lower and higher versions. */
    private void named(Group group, String state) {
        if (state.equals(ATTESTED)) {
            group(group).sql(" and d.attested_manifest = ").value(group.target(), "bigint");
            condition.sql(")");
            return;
        }
        for (String other : List.of(" < ", " > ")) {
            group(group).sql(" and d.attested_manifest" + other).value(group.target(), "bigint");
            unattested(state, () -> condition.sql("d.update_version = ").value(group.target(), "bigint"));
            condition.sql(")");
        }
    }

    private SqlBuilder group(Group group) {
        return condition.sql(" or (d.group_id = ").value(group.id(), "uuid");
    }

    /** Adds one alternative for all groups with a target. */
    private void together(String state) {
        condition.sql(" or (d.group_id = any (").value(ids(), "uuid[]").sql(")");
        boolean attested = state.equals(ATTESTED);
        condition.sql(attested ? " and " : " and not ");
        isTarget("attested_manifest");
        if (!attested) {
            unattested(state, () -> isTarget("update_version"));
        }
        condition.sql(")");
    }

    /**
     * Adds the condition of a state of devices that did not attest the target.
     *
     * @param aboutTarget adds the condition that the device's step is about the target
     */
    private void unattested(String state, Runnable aboutTarget) {
        switch (state) {
            case "installed", "confirmed" ->
                step(aboutTarget, "d.update_step = '" + state.toUpperCase(Locale.ROOT) + "'");
            // The first condition is the one of the index on failures.
            case "failed", "returned" ->
                step(
                        aboutTarget,
                        "d.update_step in ('FAILED', 'RETURNED') and d.update_step = '" + state.toUpperCase(Locale.ROOT)
                                + "'");
            case "offered", "downloading", "staged", WINDOW, "deferred" -> {
                step(
                        aboutTarget,
                        "d.update_step = '" + (state.equals(WINDOW) ? "STAGED" : state.toUpperCase(Locale.ROOT)) + "'");
                condition.sql(window(state) + IS_FREE + " and not d.unreachable");
            }
            case "unknown" -> {
                condition.sql(IS_FREE + " and not d.unreachable and not ");
                aboutTarget.run();
            }
            default -> {
                condition.sql(" and not (d.update_step in ('INSTALLED', 'CONFIRMED', 'FAILED', 'RETURNED') and ");
                aboutTarget.run();
                condition.sql(")");
                switch (state) {
                    case "held" -> {
                        condition.sql(
                                " and (d.trust = 'UNTRUSTED' or d.pinned_at is not null or not d.unreachable and d.update_step = 'HELD' and ");
                        aboutTarget.run();
                        condition.sql(")");
                    }
                    case "unreachable" -> condition.sql(IS_FREE + " and d.unreachable");
                    default -> {
                        // All pending devices.
                    }
                }
            }
        }
    }

    /** Returns the condition that tells staged devices that wait for a window from the others; empty for other states. */
    static String window(String state) {
        return switch (state) {
            case "staged" -> " and not (d.update_step = 'STAGED' and d.update_code <> '')";
            case WINDOW -> " and d.update_step = 'STAGED' and d.update_code <> ''";
            default -> "";
        };
    }

    private void step(Runnable aboutTarget, String step) {
        condition.sql(" and " + step + " and ");
        aboutTarget.run();
    }

    /** Adds the condition that a version is the target of the device's group. */
    private void isTarget(String column) {
        condition.sql("(d.group_id, d." + column + ") in (select * from unnest(");
        condition.value(ids(), "uuid[]").sql(", ").value(targets(), "bigint[]").sql("))");
    }

    private UUID[] ids() {
        return deployed.stream().map(Group::id).toArray(UUID[]::new);
    }

    private Long[] targets() {
        return deployed.stream().map(Group::target).toArray(Long[]::new);
    }
}
