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
 * Runs the jobs of a table, a few pages per turn, so that long jobs do not delay short ones. Several backends share the jobs: a backend
 * leases a job for {@link #LEASE}, and another takes over if the first one dies.
 *
 * <p>The table has the columns {@code catalog_id}, {@code state}, which is {@code RUNNING} until a job ends, {@code runner}, {@code
 * leased_until}, {@code attempts} and {@code failure}. Saving progress extends the lease and resets {@code attempts} and {@code failure}.
 *
 * @param <J> job
 */
public abstract class LeasedJob<J extends LeasedJob.Lease> {
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** Attempts at the same page before the job fails. */
    public static final int MAX_ATTEMPTS = 5;

    private static final Logger LOG = Logger.getLogger(LeasedJob.class);
    private static final String DIED =
            "The backend stopped each time while it processed these devices. Someone stopped it, or it ran out of memory.";

    // Counts an attempt when it starts, because a killed backend cannot report. Progress resets the count.
    private static final String TAKE = """
            update %s set runner = $3, leased_until = $4, attempts = attempts + 1
            where catalog_id = $1 and %s = $2 and state = 'RUNNING' and (runner = $3 or leased_until <= $5)
            returning\s""";
    // Ends the lease, so that any backend can run the next turn.
    private static final String GIVE_BACK = """
            update %s set leased_until = $4
            where catalog_id = $1 and %s = $2 and runner = $3 and state = 'RUNNING'""";
    // Keeps the lease. The next attempt starts when the lease ends.
    private static final String NOTE = """
            update %s set failure = $4
            where catalog_id = $1 and %s = $2 and runner = $3 and state = 'RUNNING'
            returning attempts""";

    protected final Transactions transactions;

    /** ID of this process. */
    protected final UUID runner = UUID.randomUUID();

    private final Table<J> table;

    /**
     * Table of jobs.
     *
     * @param noun name of a job in texts
     * @param name table name; the function {@code <name>s_waiting} returns jobs without a lease
     * @param id id column
     * @param columns columns that {@code read} reads
     * @param read row reader
     * @param pages pages per turn
     */
    public record Table<J>(
            String noun, String name, String id, String columns, BiFunction<CatalogId, Row, J> read, int pages) {}

    /** A job that this backend leased. */
    public interface Lease {
        CatalogId catalog();

        UUID id();

        /** Returns the attempts at the next page. */
        int attempts();

        /** Returns the failure of the last attempt; null for none, or when the backend was killed. */
        @Nullable
        String failure();
    }

    private record Waiting(CatalogId catalog, UUID job) {}

    protected LeasedJob(Transactions transactions, Table<J> table) {
        this.transactions = transactions;
        this.table = table;
    }

    /**
     * Returns the function that processes the next page in this turn. The function returns the updated job, or empty when the job has ended
     * or another backend has it.
     */
    protected abstract Uni<Function<J, Uni<Optional<J>>>> pages(J job);

    /** Ends a job as failed; {@code why} is a text for people. */
    protected abstract Uni<Void> fail(Tx tx, UUID job, String why);

    /** Prepares a job after it was leased; empty when the job has just ended. */
    protected Uni<Optional<J>> taken(Tx tx, J job) {
        return Uni.createFrom().item(Optional.of(job));
    }

    /** Runs waiting jobs turn by turn until none is left. */
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

    /** Runs some pages of a job. Returns whether it has more pages. */
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

    /** Leases a job or renews its lease; empty when it is not running or another backend has it. */
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
                    if (taken.isEmpty() || taken.get().attempts() <= MAX_ATTEMPTS) {
                        return taken.isEmpty() ? Uni.createFrom().item(taken) : taken(tx, taken.get());
                    }
                    return fail(tx, job, exhausted(taken.get().failure())).replaceWith(Optional.empty());
                });
    }

    /** Records a failure. The job is retried in a minute, unless its attempts are used up or a resource that it needs no longer exists. */
    private Uni<Void> note(Waiting waiting, Throwable failure) {
        boolean isGone = failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND;
        if (!isGone) {
            LOG.errorf(
                    failure,
                    "the %s %s failed; retrying in a minute unless its attempts are used up",
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
                        LOG.errorf(unnoted, "cannot record why the %s %s failed", table.noun(), waiting.job()))
                .onFailure()
                .recoverWithNull();
    }

    /** Records the failure of an attempt; the last one fails the job. */
    private Uni<Void> note(Tx tx, UUID job, String why) {
        return attempts(tx, job, why)
                .chain(attempts -> attempts.orElse(0) < MAX_ATTEMPTS
                        ? Uni.createFrom().voidItem()
                        : fail(tx, job, exhausted(why)));
    }

    /** Fails a job of this backend with a reason; does nothing when another backend has it. */
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
        return "A required resource no longer exists: " + missing.getMessage() + " Start another " + table.noun() + ".";
    }

    /** Returns the text of a failure for people: the detail of a problem, or a general text. */
    private String words(Throwable failure) {
        return failure instanceof ProblemException problem
                ? problem.detail()
                : "An internal error occurred. The backend's log has it under the " + table.noun() + "'s ID.";
    }

    private String exhausted(@Nullable String why) {
        return "The " + table.noun() + " failed after " + MAX_ATTEMPTS + " attempts. " + (why == null ? DIED : why);
    }

    /** Returns the text for a failure that is retried. */
    public static String triedAgain(String why) {
        return "The last attempt failed. The next attempt starts within a minute. " + why;
    }
}
