package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.product.InstallInterval;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.policy.Policy;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.update.Delivery;
import dev.holdfast.policy.update.InstallTimes;
import dev.holdfast.policy.update.Interval;
import dev.holdfast.policy.update.Schedule;
import dev.holdfast.policy.update.Schedules;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When devices of a group may install a version of its manifest sets, by the update policy of the group. Devices wait if the policy cannot be
 * read.
 *
 * @param policy active update policy that applies to the group; null if there is none
 * @param zone time zone of the group
 * @param offered time of the first signature with this version, whole seconds
 * @param emergency whether devices install the sets at once: they are an emergency, or lead devices back
 */
public record GroupInstallRules(@Nullable UpdatePolicyText policy, ZoneId zone, Instant offered, boolean emergency) {
    private static final Logger LOG = Logger.getLogger(GroupInstallRules.class);
    /** A device's clock may be behind the clock of the signer: it must not find itself before a blackout that has begun. */
    private static final Duration CLOCK_LAG = Duration.ofMinutes(1);

    /** Time in which devices poll: then it is known which of them the policy holds. */
    private static final Duration POLL_TIME = Duration.ofDays(1);

    private static final Duration SHOWN_WINDOWS = Duration.ofDays(7);
    private static final Duration SHOWN_BLACKOUTS = Duration.ofDays(365);

    private static final InstallRules WAIT =
            new InstallRules(Optional.of(List.of()), Optional.empty(), List.of(), false, Optional.empty());

    private static final String FIND = """
            select %s, g.time_zone,
                (select min(m.offered_at) from manifest_set m
                 where m.catalog_id = $1 and m.group_id = $2 and m.version = $3) as offered_at,
                exists (select from manifest_set m
                        where m.catalog_id = $1 and m.group_id = $2 and m.version = $3 and m.at_once)
                    or exists (select from rollout r
                        where r.catalog_id = $1 and r.rollout_id = $4 and r.emergency) as emergency
            from device_group g
            %s
            where g.catalog_id = $1 and g.group_id = $2""".formatted(UpdatePolicyTexts.COLUMNS, UpdatePolicyTexts.JOIN);

    /**
     * Reads the policy of a group for a version of its manifest sets; empty if the group is deleted.
     *
     * @param rollout the rollout whose open devices the sets are for; null for sets for all others
     */
    public static Uni<Optional<GroupInstallRules>> of(Tx tx, UUID group, @Nullable UUID rollout, long version) {
        return tx.find(FIND, row -> read(row, tx.now()), tx.catalog(), group, version, rollout);
    }

    private static GroupInstallRules read(Row row, Instant now) {
        Instant offered = Columns.instantOrNull(row, "offered_at");
        return new GroupInstallRules(
                UpdatePolicyTexts.active(row),
                ZoneId.of(row.getString("time_zone")),
                (offered == null ? now : offered).truncatedTo(ChronoUnit.SECONDS),
                row.getBoolean("emergency"));
    }

    /** Returns the same rules for a set that devices install at once, in blackouts too. */
    public GroupInstallRules asEmergency() {
        return new GroupInstallRules(policy, zone, offered, true);
    }

    /** Returns the rules for a set that is valid from an instant until another one, both whole seconds. Takes milliseconds. */
    public InstallRules during(Instant from, Instant until) {
        Interval period = new Interval(from.minus(CLOCK_LAG), until);
        InstallRules rules = policy == null
                ? InstallRules.ANY_TIME
                : read(policy).map(read -> rules(read, period)).orElse(WAIT);
        return emergency ? rules.asEmergency() : rules;
    }

    /**
     * Returns the time until which devices may not know yet whether the policy holds the version: a day after the first signature, if the
     * policy can hold devices. Takes milliseconds.
     */
    public Instant polledBy() {
        boolean canHold =
                policy != null && read(policy).map(GroupInstallRules::canHold).orElse(true);
        return canHold ? offered.plus(POLL_TIME) : offered;
    }

    private static boolean canHold(Policy read) {
        Delivery delivery = read.delivery();
        return !read.rules().isEmpty() || (delivery != null && delivery.metered() == Delivery.Metered.WAIT);
    }

    /**
     * Returns the next times for people. Takes milliseconds.
     *
     * @param setting policy that the settings of the group name, which applies if there is no active one
     * @param from first instant, whole seconds
     * @param hasTarget whether the group has a target, from whose offer the deadline counts
     */
    GroupInstallTimes next(UpdatePolicy setting, Instant from, boolean hasTarget) {
        if (policy == null) {
            return view(setting.policyName(), new InstallTimes(null, List.of(), null), from);
        }
        Interval shown = new Interval(from, from.plus(SHOWN_BLACKOUTS));
        Optional<Policy> read = read(policy);
        InstallTimes times =
                read.map(one -> times(one, shown)).orElseGet(() -> new InstallTimes(List.of(), List.of(), null));
        return view(
                new UpdatePolicyName(policy.id(), read.map(Policy::title).orElse(policy.id())),
                hasTarget ? times : new InstallTimes(times.windows(), times.blackouts(), null),
                from);
    }

    private GroupInstallTimes view(UpdatePolicyName name, InstallTimes times, Instant from) {
        List<Interval> windows = times.windows() == null ? List.of() : times.windows();
        return new GroupInstallTimes(
                name,
                zone.getId(),
                times.windows() == null,
                windows.stream()
                        .filter(window -> window.from().isBefore(from.plus(SHOWN_WINDOWS)))
                        .map(GroupInstallRules::view)
                        .toList(),
                times.blackouts().stream().map(GroupInstallRules::view).toList(),
                times.deadline(),
                emergency);
    }

    private static InstallInterval view(Interval interval) {
        return new InstallInterval(interval.from(), interval.until());
    }

    /** Compiles a policy; empty if this version of Holdfast refuses it. */
    private static Optional<Policy> read(UpdatePolicyText text) {
        try {
            return Optional.of(UpdatePolicyTexts.compile(text).policy());
        } catch (PolicyException e) {
            LOG.errorf(
                    "event=update-policy-refused policy=%s version=%d detail=\"%s\"",
                    text.id(), text.version(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the rules of a policy in a period. */
    InstallRules rules(Policy read, Interval period) {
        Delivery delivery = read.delivery();
        InstallTimes times = times(read, period);
        return new InstallRules(
                Optional.ofNullable(times.windows()).map(GroupInstallRules::intervals),
                Optional.ofNullable(times.deadline()),
                intervals(times.blackouts()),
                false,
                delivery == null ? Optional.empty() : Optional.ofNullable(delivery.deferAtMost()));
    }

    private InstallTimes times(Policy read, Interval period) {
        Schedule schedule = read.schedule() == null ? Schedule.ANY_TIME : read.schedule();
        return Schedules.of(schedule, zone, offered, period);
    }

    private static List<InstallRules.Interval> intervals(List<Interval> intervals) {
        return intervals.stream()
                .map(interval -> new InstallRules.Interval(interval.from(), interval.until()))
                .toList();
    }
}
