package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.CompiledPolicies;
import dev.holdfast.backend.attestation.policy.replay.ReplayedDevices.Device;
import dev.holdfast.backend.attestation.reference.CatalogReferences;
import dev.holdfast.backend.attestation.reference.OsSource;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.job.JobSchedule;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs the replays that wait, in turns of some thousand devices, so that a long one does not make a short one wait. Several
 * backends may do it at once; one that dies leaves a replay to another after a minute.
 */
@ApplicationScoped
public class RunReplays {
    private static final Logger LOG = Logger.getLogger(RunReplays.class);
    private static final int PAGES_A_TURN = 50;
    private static final String WAITING = "select catalog_id, replay_id from policy_replays_waiting($1)";

    private final Transactions transactions;
    private final ReplayRecords records;
    private final CatalogReferences references;
    private final CompiledPolicies policies;

    RunReplays(
            Transactions transactions, ReplayRecords records, CatalogReferences references, CompiledPolicies policies) {
        this.transactions = transactions;
        this.records = records;
        this.references = references;
        this.policies = policies;
    }

    private record Waiting(CatalogId catalog, UUID replay) {}

    /** Gives the replays that wait their turns, until none is left. */
    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return JobSchedule.untilNoneIsLeft(this::waiting, this::turn);
    }

    private Uni<List<Waiting>> waiting() {
        return transactions.inInstallation(tx -> tx.list(
                WAITING,
                row -> new Waiting(new CatalogId(row.getUUID("catalog_id")), row.getUUID("replay_id")),
                tx.now()));
    }

    /** The item says whether there is more to do. */
    private Uni<Boolean> turn(Waiting waiting) {
        return transactions
                .inCatalog(waiting.catalog(), tx -> records.take(tx, waiting.replay()))
                .chain(taken -> taken.isEmpty() ? Uni.createFrom().item(false) : turn(taken.get()))
                .onFailure()
                .recoverWithUni(failure -> note(waiting, failure).replaceWith(false));
    }

    private Uni<Boolean> turn(Replay replay) {
        return replayed(replay).chain(replayed -> pages(replay, new ReplayedDevices(), replayed, PAGES_A_TURN));
    }

    /** It is tried again in a minute, unless that was often enough; a failure of the database itself cannot be noted. */
    private Uni<Void> note(Waiting waiting, Throwable failure) {
        LOG.errorf(
                failure, "the replay %s stopped; unless it failed too often, it goes on in a minute", waiting.replay());
        return transactions
                .inCatalog(waiting.catalog(), tx -> records.note(tx, waiting.replay(), ReplayFailure.words(failure)))
                .onFailure()
                .recoverWithNull();
    }

    /** Looks at some pages; the item says whether there are more. */
    private Uni<Boolean> pages(Replay replay, ReplayedDevices devices, DeviceReplay replayed, int left) {
        return page(replay, devices, replayed)
                .chain(page -> transactions.inCatalog(replay.catalog(), tx -> records.write(tx, replay, page)))
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : left > 1 ? pages(next.get(), devices, replayed, left - 1) : leave(replay));
    }

    private Uni<Boolean> leave(Replay replay) {
        return transactions
                .inCatalog(replay.catalog(), tx -> records.giveBack(tx, replay.id()))
                .replaceWith(true);
    }

    Uni<ReplayPage> page(Replay replay, ReplayedDevices read, DeviceReplay replayed) {
        return transactions
                .inCatalog(replay.catalog(), tx -> read.next(tx, replay))
                .chain(devices -> references(replay, devices)
                        .chain(values -> Workers.run(() -> ReplayPage.of(replay, read, devices, values, replayed))));
    }

    /** Reads the values of each feed, one after the other; a catalog's devices are of few parts. */
    private Uni<Map<OsSource, ReferenceValues>> references(Replay replay, List<Device> devices) {
        return Multi.createFrom()
                .iterable(devices.stream().map(Device::feed).collect(Collectors.toSet()))
                .onItem()
                .transformToUniAndConcatenate(feed -> references
                        .of(replay.catalog().value(), replay.revisions().referenceValues(), feed)
                        .map(values -> Map.entry(feed, values)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Uni<DeviceReplay> replayed(Replay replay) {
        UUID catalog = replay.catalog().value();
        return policies.of(catalog, replay.compared())
                .chain(compared -> policies.of(catalog, replay.candidate())
                        .map(candidate -> new DeviceReplay(compared, candidate)));
    }
}
