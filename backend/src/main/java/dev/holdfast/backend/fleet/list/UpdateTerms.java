package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.FilterValues.Group;
import dev.holdfast.backend.platform.db.SqlBuilder;
import java.util.List;
import java.util.UUID;

/** Appends SQL conditions for update states, which depend on the target manifest of the device's group. */
final class UpdateTerms {
    /** Limit of groups with a deployment that get an alternative each, so that the index on groups finds the few devices in a rare state. */
    private static final int MAX_NAMED = 20;

    private final SqlBuilder condition;
    private final List<Group> deployed;
    private final UUID[] none;

    private UpdateTerms(SqlBuilder condition, List<Group> groups) {
        this.condition = condition;
        this.deployed = groups.stream().filter(group -> group.target() > 0).toList();
        this.none = groups.stream()
                .filter(group -> group.target() == 0)
                .map(Group::id)
                .toArray(UUID[]::new);
    }

    /** Adds the condition that the update of a device {@code d} is in one of the states. */
    static void add(SqlBuilder condition, List<Group> groups, List<String> states) {
        UpdateTerms terms = new UpdateTerms(condition, groups);
        condition.sql("(false");
        for (String state : states) {
            if (state.equals("none")) {
                condition
                        .sql(" or d.group_id = any (")
                        .value(terms.none, "uuid[]")
                        .sql(")");
            } else if (terms.deployed.size() <= MAX_NAMED) {
                terms.deployed.forEach(group -> terms.named(group, state));
            } else {
                terms.together(state);
            }
        }
        condition.sql(")");
    }

    /** Adds an alternative for each index range. Devices that did not attest the target are two ranges: lower and higher versions. */
    private void named(Group group, String state) {
        if (state.equals("attested")) {
            group(group).sql(" and d.attested_manifest = ").value(group.target(), "bigint");
            condition.sql(")");
            return;
        }
        for (String other : List.of(" < ", " > ")) {
            group(group).sql(" and d.attested_manifest" + other).value(group.target(), "bigint");
            switch (state) {
                case "installed" -> is("installed_manifest", "=", group);
                case "failed" -> {
                    is("installed_manifest", "<>", group);
                    condition.sql(" and d.failed_manifest > 0");
                    is("failed_manifest", "=", group);
                }
                default -> {
                    is("installed_manifest", "<>", group);
                    is("failed_manifest", "<>", group);
                }
            }
            condition.sql(")");
        }
    }

    private SqlBuilder group(Group group) {
        return condition.sql(" or (d.group_id = ").value(group.id(), "uuid");
    }

    private void is(String column, String operator, Group group) {
        condition.sql(" and d." + column + " " + operator + " ").value(group.target(), "bigint");
    }

    /** Adds one alternative for all groups with a deployment. A device is in the first state of the loop that applies, else pending. */
    private void together(String state) {
        condition.sql(" or (d.group_id = any (").value(ids(), "uuid[]").sql(")");
        for (String column : List.of("attested", "installed", "failed")) {
            boolean isIn = state.equals(column);
            condition.sql(" and (d.group_id, d." + column + "_manifest)" + (isIn ? "" : " not")
                    + " in (select * from unnest(");
            condition
                    .value(ids(), "uuid[]")
                    .sql(", ")
                    .value(targets(), "bigint[]")
                    .sql("))");
            if (isIn) {
                break;
            }
        }
        condition.sql(")");
    }

    private UUID[] ids() {
        return deployed.stream().map(Group::id).toArray(UUID[]::new);
    }

    private Long[] targets() {
        return deployed.stream().map(Group::target).toArray(Long[]::new);
    }
}
