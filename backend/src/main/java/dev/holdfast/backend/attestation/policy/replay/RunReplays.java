package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.CompiledPolicies;
import dev.holdfast.backend.attestation.policy.ReplayGate;
import dev.holdfast.backend.attestation.policy.replay.ReplayedDevices.Device;
import dev.holdfast.backend.attestation.reference.CatalogReferences;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.ReplayState;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs waiting replays page by page. */
@Singleton
public class RunReplays extends LeasedJob<Replay> {
    private static final Table<Replay> REPLAYS =
            new Table<>("replay", "policy_replay", "replay_id", Replay.COLUMNS, Replay::read, 50);

    private final ReplayRecords records;
    private final CatalogReferences references;
    private final CompiledPolicies policies;

    RunReplays(
            Transactions transactions, ReplayRecords records, CatalogReferences references, CompiledPolicies policies) {
        super(transactions, REPLAYS);
        this.records = records;
        this.references = references;
        this.policies = policies;
    }

    @Override
    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return super.run();
    }

    @Override
    protected Uni<Function<Replay, Uni<Optional<Replay>>>> pages(Replay replay) {
        ReplayedDevices devices = new ReplayedDevices();
        return readPolicies(replay)
                .map(replayed -> at -> page(at, devices, replayed).chain(page -> write(at, page)));
    }

    @Override
    protected Uni<Void> fail(Tx tx, UUID replay, String why) {
        return records.end(tx, replay, ReplayState.FAILED, why);
    }

    /** Stops a replay whose policies or reference values changed, so that all results of a report have the same basis. */
    @Override
    protected Uni<Optional<Replay>> taken(Tx tx, Replay replay) {
        return ReplayGate.now(tx)
                .chain(now -> now.equals(replay.revisions())
                        ? Uni.createFrom().item(Optional.of(replay))
                        : records.end(tx, replay.id(), ReplayState.SUPERSEDED, null)
                                .replaceWith(Optional.empty()));
    }

    /** Stores a page; returns the replay to continue with, or empty if it has ended or another backend runs it. */
    Uni<Optional<Replay>> write(Replay replay, ReplayPage page) {
        return transactions.inCatalog(
                replay.catalog(),
                tx -> records.write(tx, runner, replay, page)
                        .chain(written -> written && !page.last()
                                ? taken(tx, replay.after(page))
                                : Uni.createFrom().item(Optional.empty())));
    }

    Uni<ReplayPage> page(Replay replay, ReplayedDevices read, DeviceReplay replayed) {
        return transactions
                .inCatalog(replay.catalog(), tx -> read.next(tx, replay))
                .chain(devices -> references(replay, devices)
                        .chain(values -> Workers.run(() -> ReplayPage.of(replay, read, devices, values, replayed))));
    }

    /** Reads the reference values of each feed in sequence. */
    private Uni<Map<OsFeedRevision, ReferenceValues>> references(Replay replay, List<Device> devices) {
        return Multi.createFrom()
                .iterable(devices.stream().flatMap(Device::feeds).collect(Collectors.toSet()))
                .onItem()
                .transformToUniAndConcatenate(feed -> references
                        .of(replay.catalog().value(), replay.revisions().referenceValues(), feed)
                        .map(values -> Map.entry(feed, values)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Reads both policies of a replay. */
    Uni<DeviceReplay> readPolicies(Replay replay) {
        UUID catalog = replay.catalog().value();
        return policies.of(catalog, replay.compared())
                .chain(compared -> policies.of(catalog, replay.candidate())
                        .map(candidate -> new DeviceReplay(compared, candidate)));
    }
}
