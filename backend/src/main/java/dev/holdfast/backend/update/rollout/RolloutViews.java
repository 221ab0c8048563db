package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.ListReleases;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link RolloutView}s: stored rollouts with their images and counters. */
final class RolloutViews {
    private static final String DETAILS = """
            select r.rollout_id, r.state_since, r.created_at, r.created_by, r.started_at, r.ended_at, r.rolled_back_at,
                case when r.started_at is null then o.deployment_id else r.previous_deployment_id end as previous,
                (select coalesce(sum(c.devices), 0)::bigint from current_device_count c
                 where c.catalog_id = r.catalog_id and c.group_id = r.group_id
                   and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')) as devices,
                (select a.approval_id from approval a
                 where a.catalog_id = r.catalog_id and a.operation = 'START_DEPLOYMENT' and a.part = r.rollout_id::text
                   and a.state = 'PENDING' and a.expires_at > $3 limit 1) as approval,
                p.opened, p.met
            from rollout r
            left join deployment o on o.catalog_id = r.catalog_id and o.group_id = r.group_id
                and o.current_since is not null and o.superseded_at is null
            cross join lateral (
                select array_agg(p.opened_at order by p.position) as opened, array_agg(p.met_at order by p.position) as met
                from rollout_phase p where p.catalog_id = r.catalog_id and p.rollout_id = r.rollout_id
            ) p
            where r.catalog_id = $1 and r.rollout_id = any ($2::uuid[])""";

    private RolloutViews() {}

    /**
     * What the views of some rollouts need besides the rollouts.
     *
     * @param rows rows of {@link #DETAILS} by rollout
     * @param images images by deployment or release
     */
    private record Details(
            Map<UUID, Row> rows, Map<UUID, List<ImageView>> images, Map<UUID, List<CountedDevices>> counted) {}

    /** Returns the views in the order of the GUIDs. */
    static Uni<List<RolloutView>> of(Tx tx, List<UUID> ids) {
        return RolloutRows.of(tx, ids)
                .chain(rollouts -> details(tx, ids, rollouts).map(details -> {
                    Map<UUID, Rollout> known =
                            rollouts.stream().collect(Collectors.toMap(Rollout::id, Function.identity()));
                    return ids.stream()
                            .map(known::get)
                            .filter(Objects::nonNull)
                            .map(rollout -> view(rollout, details))
                            .toList();
                }));
    }

    private static Uni<Details> details(Tx tx, List<UUID> ids, List<Rollout> rollouts) {
        return tx.list(DETAILS, row -> row, tx.catalog(), Columns.guids(ids, id -> id), tx.now())
                .chain(rows -> images(tx, rollouts, rows)
                        .chain(images -> CountedDevices.of(tx, ids)
                                .map(counted -> new Details(
                                        rows.stream()
                                                .collect(Collectors.toMap(
                                                        row -> row.getUUID("rollout_id"), Function.identity())),
                                        images,
                                        counted.stream().collect(Collectors.groupingBy(CountedDevices::rollout))))));
    }

    private static Uni<Map<UUID, List<ImageView>>> images(Tx tx, List<Rollout> rollouts, List<Row> rows) {
        List<UUID> deployments = Stream.concat(
                        rollouts.stream().flatMap(rollout -> Stream.ofNullable(rollout.deployment())),
                        rows.stream().flatMap(row -> Stream.ofNullable(row.getUUID("previous"))))
                .distinct()
                .toList();
        List<UUID> releases = rollouts.stream()
                .flatMap(rollout -> rollout.releases().stream())
                .distinct()
                .toList();
        return DeployedImage.of(tx, deployments)
                .chain(deployed -> ListReleases.images(tx, releases).map(released -> {
                    Map<UUID, List<ImageView>> images = new HashMap<>(deployed);
                    images.putAll(released);
                    return images;
                }));
    }

    private static RolloutView view(Rollout rollout, Details details) {
        Row row = Objects.requireNonNull(details.rows().get(rollout.id()));
        List<CountedDevices> counted = details.counted().getOrDefault(rollout.id(), List.of());
        RolloutCounts counts =
                counted.stream().map(CountedDevices::counts).reduce(RolloutCounts.NONE, RolloutCounts::plus);
        Instant since = Columns.instant(row, "state_since");
        return new RolloutView(
                rollout.id(),
                rollout.product(),
                rollout.groupName(),
                AllowedActions.status(rollout.state()),
                since,
                rollout.openPhases(),
                rollout.state() instanceof WaitingForPerson(int _, RolloutState.Question question)
                        ? question(question)
                        : "",
                rollout.state() instanceof Soaking(int _, Instant until) ? until : null,
                rollout.state() instanceof Halted(int phase, Halt halt) ? halt(since, phase, halt) : null,
                row.getUUID("approval"),
                rollout.deployment(),
                images(details, rollout),
                rollout.isOfSystem() ? List.of() : images(details, row.getUUID("previous")),
                row.getLong("devices"),
                counts,
                phases(rollout.plan(), row, counted),
                rollout.plan().rules().stream().map(RolloutViews::rule).toList(),
                rollout.startAt(),
                limit(rollout.plan()),
                (int) rollout.attestWithin().toHours(),
                (int) rollout.silentAfter().toHours(),
                rollout.plan().emergency(),
                rollout.reason(),
                Columns.instant(row, "created_at"),
                row.getString("created_by"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "ended_at"),
                Columns.instantOrNull(row, "rolled_back_at"),
                AllowedActions.of(rollout, counts),
                rollout.revision());
    }

    private static List<ImageView> images(Details details, Rollout rollout) {
        return rollout.isOfSystem()
                ? rollout.releases().stream()
                        .flatMap(release -> images(details, release).stream())
                        .toList()
                : images(details, rollout.deployment());
    }

    private static List<ImageView> images(Details details, @Nullable UUID deployment) {
        return deployment == null ? List.of() : details.images().getOrDefault(deployment, List.of());
    }

    private static @Nullable Integer limit(RolloutPlan plan) {
        return plan.maxInFlight() == RolloutPlan.UNLIMITED ? null : Math.toIntExact(plan.maxInFlight());
    }

    private static List<PhaseView> phases(RolloutPlan plan, Row row, List<CountedDevices> counted) {
        Map<Integer, RolloutCounts> counts = counted.stream()
                .collect(Collectors.toMap(CountedDevices::phase, CountedDevices::counts, RolloutCounts::plus));
        return IntStream.rangeClosed(1, plan.phases().size())
                .mapToObj(number -> phase(
                        number,
                        plan.phase(number),
                        instant(row, "opened", number),
                        instant(row, "met", number),
                        counts.getOrDefault(number, RolloutCounts.NONE)))
                .toList();
    }

    private static PhaseView phase(
            int number, Phase phase, @Nullable Instant opened, @Nullable Instant met, RolloutCounts counts) {
        Selection selection = phase.selection();
        return new PhaseView(
                number,
                selection instanceof Selection.Percent(int percent) ? percent : null,
                selection instanceof Selection.Count(int devices) ? devices : null,
                selection instanceof Selection.Tagged(String tag) ? tag : null,
                selection instanceof Selection.Listed(var devices) ? devices.size() : null,
                (int) phase.soak().toMinutes(),
                phase.successPercent(),
                phase.after() == Phase.After.ASK_PERSON,
                opened,
                met,
                counts);
    }

    private static @Nullable Instant instant(Row row, String column, int number) {
        return Optional.ofNullable(row.getArrayOfOffsetDateTimes(column)[number - 1])
                .map(time -> time.toInstant())
                .orElse(null);
    }

    private static HaltRuleView rule(HaltRule rule) {
        return new HaltRuleView(HaltCause.valueOf(rule.cause().name()), rule.percent(), rule.minimum());
    }

    /** Returns why a rollout halted in a phase. */
    static RolloutHalt halt(Instant since, int phase, Halt halt) {
        return switch (halt) {
            case Halt.Fired(HaltRule rule, Share affected, Share before) ->
                new RolloutHalt(
                        since, phase, rule(rule), affected.devices(), affected.of(), before.devices(), before.of(), "");
            case Halt.Stopped(String reason) -> new RolloutHalt(since, phase, null, 0, 0, 0, 0, reason);
            case Halt.Withdrawn() ->
                new RolloutHalt(since, phase, null, 0, 0, 0, 0, "The operating system was withdrawn.");
        };
    }

    private static String question(RolloutState.Question question) {
        return switch (question) {
            case OPEN_NEXT_PHASE -> "The phase succeeded. Open the next one?";
            case TOO_FEW_ATTESTED ->
                "All devices of the phase have a result, are held, or are out of contact, and too few attested.";
            case TOO_MANY_TAGGED -> "The phase cannot open: more devices have its tag than a rollout can list.";
        };
    }
}
