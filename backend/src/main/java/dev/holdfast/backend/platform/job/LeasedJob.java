package dev.holdfast.backend.platform.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs of a table, in turns of some pages, so that a long job does not make a short one wait. Several backends may run them at once:
 * a backend that takes a job has it for {@link #LEASE}, and one that dies leaves it to another.
 *
 * <p>The table has the columns {@code catalog_id}, {@code state}, which is {@code RUNNING} until a job ends, {@code runner}, {@code
 * leased_until}, {@code attempts} and {@code failure}. What writes how far a job is extends the lease and resets the last two.
 *
 * @param <J> a job
 */
public abstract class LeasedJob<J extends LeasedJob.Lease> {
    /** How long other backends leave a job alone. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** How often backends begin with the same page before the job fails. */
    public static final int MOST_ATTEMPTS = 5;

    private static final Logger LOG = Logger.getLogger(LeasedJob.class);
    private static final String DIED =
            "Each time the backend ended while it looked at the devices: somebody stopped it, or its memory was too small.";

    // A backend that is killed tells nothing, so an attempt counts when it begins; one that gets on has none behind it.
    private static final String TAKE = """
            update %s set runner = $3, leased_until = $4, attempts = attempts + 1
            where catalog_id = $1 and %s = $2 and state = 'RUNNING' and (runner = $3 or leased_until <= $5)
            returning\s""";
    private static final String GIVE_BACK = """
            update %s set leased_until = $4
            where catalog_id = $1 and %s = $2 and runner = $3 and state = 'RUNNING'""";
    // The lease stays: the next attempt is when that ends.
    private static final String NOTE = """
            update %s set failure = $4
            where catalog_id = $1 and %s = $2 and runner = $3 and state = 'RUNNING'
            returning attempts""";

    /** Where jobs are read and written. */
    protected final Transactions transactions;

    /** ID of this process. */
    protected final UUID runner = UUID.randomUUID();

    private final Table<J> table;

    /**
     * A table of jobs.
     *
     * @param noun what people call a job
     * @param name its name; the function {@code <name>s_waiting} finds the jobs that no backend has
     * @param id column of a job's ID
     * @param columns those that {@code read} reads
     * @param read reads a row
     * @param pages how many pages a turn has
     */
    public record Table<J>(
            String noun, String name, String id, String columns, BiFunction<CatalogId, Row, J> read, int pages) {}

    /** A job that this backend has. */
    public interface Lease {
        /** Returns whose job it is. */
        CatalogId catalog();

        /** Returns its GUID. */
        UUID id();

        /** Returns how often a backend began with the next page. */
        int attempts();

        /** Returns why the last attempt failed; null when none did, or the backend was killed. */
        @Nullable
        String failure();
    }

    private record Waiting(CatalogId catalog, UUID job) {}

    /** Makes it. */
    protected LeasedJob(Transactions transactions, Table<J> table) {
        this.transactions = transactions;
        this.table = table;
    }

    /**
     * Returns what does the next page of a job in this turn: its item is the job as it goes on, empty when it does not, because it has ended or
     * another backend has it.
     */
    protected abstract Uni<Function<J, Uni<Optional<J>>>> pages(J job);

    /** Ends a job that cannot go on, and says why. */
    protected abstract Uni<Void> fail(Tx tx, UUID job, String why);

    /** Returns a job that was taken; empty when it ended at this moment. */
    protected Uni<Optional<J>> taken(Tx tx, J job) {
        return Uni.createFrom().item(Optional.of(job));
    }

    /** Gives the jobs that wait their turns, one after the other, until none is left. */
    public Uni<Void> run() {
        return Uni.createFrom()
                .deferred(this::round)
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> round() {
        return transactions
                .inInstallation(tx -> tx.list(
                        "select catalog_id, %s as id from %ss_waiting($1)".formatted(table.id(), table.name()),
                        row -> new Waiting(new CatalogId(row.getUUID("catalog_id")), row.getUUID("id")),
                        tx.now()))
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUniAndConcatenate(this::turn)
                .collect()
                .with(Collectors.reducing(false, Boolean::logicalOr));
    }

    /** The item says whether there is more to do. */
    private Uni<Boolean> turn(Waiting waiting) {
        return transactions
                .inCatalog(waiting.catalog(), tx -> take(tx, waiting.job()))
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(false)
                        : pages(taken.get()).chain(page -> turn(taken.get(), page, table.pages())))
                .onFailure()
                .recoverWithUni(failure -> note(waiting, failure).replaceWith(false));
    }

    private Uni<Boolean> turn(J job, Function<J, Uni<Optional<J>>> page, int left) {
        return page.apply(job)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : left > 1
                                ? turn(next.get(), page, left - 1)
                                : giveBack(job).replaceWith(true));
    }

    private Uni<Integer> giveBack(J job) {
        return transactions.inCatalog(
                job.catalog(), tx -> tx.update(sql(GIVE_BACK), tx.catalog(), job.id(), runner, tx.now()));
    }

    /** Takes a job, or goes on with one; empty when it does not run any more or another backend has it. */
    public Uni<Optional<J>> take(Tx tx, UUID job) {
        return tx.find(
                        sql(TAKE) + table.columns(),
                        row -> table.read().apply(tx.catalog(), row),
                        tx.catalog(),
                        job,
                        runner,
                        tx.now().plus(LEASE),
                        tx.now())
                .chain(taken -> {
                    if (taken.isEmpty() || taken.get().attempts() <= MOST_ATTEMPTS) {
                        return taken.isEmpty() ? Uni.createFrom().item(taken) : taken(tx, taken.get());
                    }
                    return fail(tx, job, exhausted(taken.get().failure())).replaceWith(Optional.empty());
                });
    }

    /**
     * It is tried again in a minute, unless that was often enough or what it needs is gone; a failure of the database itself cannot be noted.
     */
    private Uni<Void> note(Waiting waiting, Throwable failure) {
        boolean isGone = failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND;
        if (!isGone) {
            LOG.errorf(
                    failure,
                    "the %s %s stopped; unless it failed too often, it goes on in a minute",
                    table.noun(),
                    waiting.job());
        }
        return transactions
                .inCatalog(
                        waiting.catalog(),
                        tx -> isGone
                                ? giveUp(tx, waiting.job(), gone(failure))
                                : note(tx, waiting.job(), words(failure)))
                .onFailure()
                .invoke(unnoted ->
                        LOG.errorf(unnoted, "it could not be noted why the %s %s stopped", table.noun(), waiting.job()))
                .onFailure()
                .recoverWithNull();
    }

    /** Remembers why an attempt failed, so that the next one can say so; the last one ends the job. */
    private Uni<Void> note(Tx tx, UUID job, String why) {
        return attempts(tx, job, why)
                .chain(attempts -> attempts.orElse(0) < MOST_ATTEMPTS
                        ? Uni.createFrom().voidItem()
                        : fail(tx, job, exhausted(why)));
    }

    /** Ends a job that this backend had and that cannot go on, and says why; one that another backend has by now is left to that. */
    public Uni<Void> giveUp(Tx tx, UUID job, String why) {
        return attempts(tx, job, why)
                .chain(attempts -> attempts.isEmpty() ? Uni.createFrom().voidItem() : fail(tx, job, why));
    }

    private Uni<Optional<Integer>> attempts(Tx tx, UUID job, String why) {
        return tx.find(sql(NOTE), row -> row.getInteger("attempts"), tx.catalog(), job, runner, why);
    }

    private String sql(String statement) {
        return statement.formatted(table.name(), table.id());
    }

    private String gone(Throwable missing) {
        return "What it needs is not there any more: " + missing.getMessage() + " Begin another " + table.noun() + ".";
    }

    /** An answer is written for people, a fault is not. */
    private String words(Throwable failure) {
        return failure instanceof ProblemException problem
                ? problem.detail()
                : "Holdfast had a fault while it looked at the devices; the backend's log has it under the "
                        + table.noun() + "'s ID.";
    }

    private static String exhausted(@Nullable String why) {
        return "It was tried " + MOST_ATTEMPTS + " times and failed each time. " + (why == null ? DIED : why);
    }

    /** Returns what to say of a failure that another attempt follows. */
    public static String triedAgain(String why) {
        return "It failed and is tried again within a minute. " + why;
    }
}
