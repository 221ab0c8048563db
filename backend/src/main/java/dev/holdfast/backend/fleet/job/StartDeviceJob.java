package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.ScopeTitles;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins jobs, which the backends then do; and stops them. */
@ApplicationScoped
class StartDeviceJob {
    // Of each person, with however many tokens, so that nobody's jobs keep others from theirs, or make those of others
    // be forgotten; and of all, since there may be very many persons.
    private static final int MOST_RUNNING = 4;
    private static final int KEPT = 100;
    private static final int MOST_RUNNING_IN_ALL = 20;
    private static final int KEPT_IN_ALL = 1_000;
    private static final int LISTED_IN_ALL = 100;
    /** Another backend may have made the preview. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** A name can change, and a service has one of its own: it counts only where nothing else is known. */
    private static final String OF_PERSON =
            " (case subject when '' then lower(started_by) = lower($2) else issuer = $3 and subject = $4 end)";

    private static final String RUNNING = "select count(*) as running, count(*) filter (where" + OF_PERSON
            + ") as own from device_job where catalog_id = $1 and state = 'RUNNING'";
    /** Of those that have ended: whether so many newer ones of the same person have, or, beside what that leaves, of anybody. */
    private static final String ENDED = """
            with ended as (
                select job_id, started_at, row_number() over (
                    partition by issuer, subject, case subject when '' then lower(started_by) end
                    order by started_at desc, job_id) as of_person
                from device_job where catalog_id = $1 and state <> 'RUNNING'
            ), old as (
                select job_id, of_person > $2 or row_number() over (order by of_person > $2, started_at desc, job_id) > $3 as is_old
                from ended
            )
            """;

    private static final String FORGET = ENDED + """
            delete from device_job j using old where j.catalog_id = $1 and j.job_id = old.job_id and old.is_old""";
    private static final String FORGET_REFUSALS = ENDED + """
            delete from device_job_refusal r using old where r.catalog_id = $1 and r.job_id = old.job_id and old.is_old""";
    private static final String START = """
            insert into device_job (catalog_id, job_id, act, state, wish, filter, reason, started_by, issuer,
                subject, member_of, token, started_at, leased_until)
            values ($1, $2, $3, 'RUNNING', $4::text::jsonb, $5, $6, $7, $8, $9, $10, $11, $12, $12)""";
    private static final String PAGES = """
            ), numbered as (
                select c.device_id, ((row_number() over (order by c.device_id) - 1) / %d)::int as page from chosen c
            )
            insert into device_job_page (catalog_id, job_id, page, device_ids)
            select $1,\s""".formatted(DeviceJob.PAGE);
    private static final String EACH =
            ", n.page, array_agg(n.device_id order by n.device_id) from numbered n group by n.page";
    private static final String COUNT = """
            update device_job set devices_in_all = (
                select coalesce(sum(cardinality(p.device_ids)), 0) from device_job_page p
                where p.catalog_id = $1 and p.job_id = $2)
            where catalog_id = $1 and job_id = $2
            returning devices_in_all""";

    private final Transactions transactions;
    private final DeviceActs acts;
    private final DeviceJobRecords records;
    private final ListDeviceJobs list;

    StartDeviceJob(Transactions transactions, DeviceActs acts, DeviceJobRecords records, ListDeviceJobs list) {
        this.transactions = transactions;
        this.acts = acts;
        this.records = records;
        this.list = list;
    }

    /**
     * What is wanted, of which the form was checked.
     *
     * @param wish what to do
     * @param devices to which devices
     * @param reason why; empty for nothing
     */
    record Wanted(JobWish wish, DeviceSelection devices, String reason) {}

    /** Begins one within reach; fails when nothing is selected, too much is, or too many jobs run. */
    Uni<DeviceJobView> start(DelegatedPrincipal mandate, Reach reach, Wanted wanted) {
        UUID id = UUID.randomUUID();
        CatalogId catalog = reach.catalog();
        return Uni.createFrom()
                .item(() -> Selections.check(new Checks(), wanted.devices()))
                .invoke(Checks::done)
                .chain(() -> transactions.ofChoice(
                        catalog,
                        tx -> reach.requireDestination(tx, wanted.wish())
                                .chain(() -> acts.of(wanted.wish().act()).check(tx, wanted.wish()))
                                .chain(() -> requireRoom(tx, mandate))
                                .chain(() -> insert(tx, mandate, id, wanted))
                                .chain(() -> choose(tx, reach, id, wanted.devices()))
                                .chain(devices -> ScopeTitles.of(tx, reach.places())
                                        .chain(where -> tx.audit(begun(mandate, id, wanted, devices, where))))
                                .chain(() -> list.one(tx, id))));
    }

    /** Two at a time could both find the last place. */
    private static Uni<Integer> requireRoom(Tx tx, DelegatedPrincipal who) {
        return tx.alone("device jobs " + tx.catalog())
                .chain(() -> tx.one(
                        RUNNING,
                        row -> row.getLong("own") >= MOST_RUNNING
                                ? "You have " + MOST_RUNNING
                                : row.getLong("running") >= MOST_RUNNING_IN_ALL
                                        ? "The catalog has " + MOST_RUNNING_IN_ALL
                                        : "",
                        tx.catalog(),
                        who.name(),
                        who.subject().issuer(),
                        who.subject().id()))
                .invoke(many -> {
                    if (!many.isEmpty()) {
                        throw ProblemException.conflict(
                                many + " jobs that run, and may have no more at once. Wait for one, or cancel one.");
                    }
                })
                .chain(() -> tx.update(FORGET, tx.catalog(), KEPT, KEPT_IN_ALL))
                // One is about to come.
                .chain(() -> tx.update(
                        FORGET_REFUSALS, tx.catalog(), DeviceJobRefusalPage.JOBS_LISTED - 1, LISTED_IN_ALL - 1));
    }

    private Uni<Integer> insert(Tx tx, DelegatedPrincipal mandate, UUID id, Wanted wanted) {
        return tx.update(
                START,
                tx.catalog(),
                id,
                wanted.wish().act(),
                wanted.wish().json().encode(),
                wanted.devices().filter(),
                wanted.reason(),
                mandate.name(),
                mandate.subject().issuer(),
                mandate.subject().id(),
                Columns.texts(mandate.subject().groups(), group -> group),
                mandate.token(),
                tx.now());
    }

    private Uni<Long> choose(Tx tx, Reach reach, UUID id, DeviceSelection devices) {
        return Selections.named(tx, reach, devices, counted(devices, tx.now()))
                .map(chosen -> chosen.behind("with chosen as (")
                        .sql(PAGES)
                        .value(id, "uuid")
                        .sql(EACH))
                .chain(pages -> tx.update(pages.text(), pages.parameters()))
                .chain(() -> tx.one(COUNT, row -> row.getLong("devices_in_all"), reach.catalog(), id))
                .invoke(chosen -> requireFew(chosen, devices.atMost()));
    }

    /** Returns from when ages in the filter are counted: from when somebody looked at them, where that was not long ago. */
    private static Instant counted(DeviceSelection devices, Instant now) {
        Instant seen = devices.asOf();
        if (seen == null) {
            return now;
        }
        if (seen.isAfter(now.plus(CLOCKS_APART))) {
            throw ProblemException.invalid("devices.asOf", "is when the preview was made, and lies in the future");
        }
        if (seen.isBefore(now.minus(DeviceSelection.LONGEST_SEEN))) {
            throw ProblemException.conflict("The preview is more than " + DeviceSelection.LONGEST_SEEN.toMinutes()
                    + " minutes old. Look at it again, and begin with what it counts then.");
        }
        return seen;
    }

    private static void requireFew(long devices, @Nullable Long seen) {
        if (devices == 0) {
            throw ProblemException.invalid("devices", "selects no device");
        }
        if (devices > DeviceSelection.MOST) {
            throw ProblemException.invalid(
                    "devices",
                    String.format(
                            Locale.ROOT,
                            "selects more than %,d devices; narrow the filter and begin several jobs",
                            DeviceSelection.MOST));
        }
        if (seen != null && devices > seen) {
            throw ProblemException.conflict(String.format(
                    Locale.ROOT,
                    "%,d %s the filter by now, and the preview counted %,d. Look at the preview again, and begin with what it counts"
                            + " then.",
                    devices,
                    devices == 1 ? "device meets" : "devices meet",
                    seen));
        }
    }

    private static AuditEntry begun(DelegatedPrincipal mandate, UUID id, Wanted wanted, long devices, String where) {
        return AuditEntry.by(
                        mandate.name(),
                        "StartDeviceJob",
                        "job " + id,
                        wanted.wish().summary() + ": "
                                + String.format(Locale.ROOT, "%,d %s", devices, devices == 1 ? "device" : "devices")
                                + which(wanted.devices().filter(), where) + ".")
                .because(wanted.reason().isEmpty() ? null : wanted.reason());
    }

    private static String which(@Nullable String filter, String where) {
        if (filter == null) {
            return where.isEmpty() ? "" : ", of which those in " + where;
        }
        return filter.isBlank()
                ? ", all " + (where.isEmpty() ? "of the catalog" : "in " + where)
                : " that met " + filter + (where.isEmpty() ? "" : ", in " + where);
    }

    /** Stops one that runs, for whoever may begin such a one; one that has ended stays as it is. */
    Uni<DeviceJobView> cancel(Caller caller, CatalogId catalog, UUID job) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> list.one(tx, caller, job)
                        .call(view -> requireMay(tx, caller, view))
                        .call(view -> records.end(tx, job, DeviceJobState.CANCELLED, null, caller.name()))
                        .chain(() -> list.one(tx, job)));
    }

    /** In a part of the catalog alone one begins, and cancels, one's own. */
    private Uni<Void> requireMay(Tx tx, Caller caller, DeviceJobView job) {
        List<Scope> places = caller.authority().placesIn(tx.catalog(), job.act().needs());
        Uni<Boolean> may = places.isEmpty() || places.contains(Scope.of(tx.catalog()))
                ? Uni.createFrom().item(!places.isEmpty())
                : list.isBegunBy(tx, caller, job.id());
        return may.invoke(allowed -> {
                    if (!allowed) {
                        throw ProblemException.of(
                                ProblemType.FORBIDDEN, "Whoever cancels a job must be allowed to begin such a one.");
                    }
                })
                .replaceWithVoid();
    }
}
