package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records who invited whom and limits invitations per day (ADR 0028). */
@ApplicationScoped
public class Invitations {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String MADE = """
            select invited_at from invited_person where inviter = $1 and invited_at > $2
            order by invited_at desc limit $3""";
    private static final String KEEP = "select record_invitation($1, $2, $3, $4, $5, $6, $7) as kept";
    private static final String ONE =
            "select exists (select from unnest($2::text[]) as o(id) where may_be_same_person($1, o.id)) as one";

    private static final String BOTH = """
            select f.inviter from unnest($2::text[]) with ordinality as o(id, n),
                lateral (select common_inviter($1, o.id) as inviter) f
            where o.id <> $1 and f.inviter is not null order by o.n limit 1""";

    private final Transactions transactions;
    private final Clock clock;
    private final int max;

    Invitations(
            Transactions transactions,
            Clock clock,
            @ConfigProperty(name = "holdfast.people.invitations-per-day", defaultValue = "50") int max) {
        this.transactions = transactions;
        this.clock = clock;
        this.max = max;
    }

    /**
     * Returns whether an account and one of the others (by their ids) may belong to one person. They may if one invited the other, or if
     * the same person invited both from a catalog, directly or not, and so saw first passwords. Accounts that an installation owner created
     * in the installation count as different people.
     */
    public static Uni<Boolean> maySharePerson(Tx tx, Subject one, Collection<String> others) {
        return others.isEmpty()
                ? Uni.createFrom().item(false)
                : tx.one(ONE, row -> row.getBoolean("one"), one.id(), Columns.texts(others, other -> other));
    }

    /**
     * Returns the name of the nearest person who invited both an account and one of the others (by their ids), directly or through other
     * invitations. The owner of one of the two counts too, if they invited the other. Tries the others in order and returns the first
     * result. Empty for none.
     */
    public static Uni<Optional<String>> commonInviter(Tx tx, Subject one, Collection<String> others) {
        return tx.find(BOTH, row -> row.getString("inviter"), one.id(), Columns.texts(others, other -> other));
    }

    /** Fails for callers who may not invite or have reached the daily limit. */
    Uni<Void> requireQuota(Caller caller) {
        if (!caller.subject().isKnown()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "Your access token has no sub claim, which an invitation requires. Configure the"
                            + " identity provider to add it to access tokens.");
        }
        return transactions
                .inInstallation(caller, tx -> invitationsOfLastDay(tx, caller))
                .invoke(made -> {
                    if (made.size() >= max) {
                        throw tooMany(made);
                    }
                })
                .replaceWithVoid();
    }

    /** Records that the caller invited {@code subject} from {@code catalog}; fails above the daily limit. */
    Uni<Void> record(Tx tx, Caller caller, String subject) {
        return tx.find(
                        KEEP,
                        row -> row.getBoolean("kept"),
                        subject,
                        caller.subject().id(),
                        tx.catalog(),
                        tx.now(),
                        dayAgo(),
                        max,
                        caller.name())
                .chain(kept -> kept.orElse(false)
                        ? Uni.createFrom().voidItem()
                        : invitationsOfLastDay(tx, caller).map(made -> {
                            throw tooMany(made);
                        }));
    }

    /** Returns the times of the caller's invitations of the last day, newest first, up to the limit. */
    private Uni<List<Instant>> invitationsOfLastDay(Tx tx, Caller caller) {
        return tx.list(
                MADE,
                row -> Columns.instant(row, "invited_at"),
                caller.subject().id(),
                dayAgo(),
                max);
    }

    private Instant dayAgo() {
        return clock.instant().minus(DAY);
    }

    /** Returns the failure above the daily limit. The next invitation is allowed when the oldest of the last day is a day old. */
    private ProblemException tooMany(List<Instant> made) {
        Duration wait = made.isEmpty()
                ? DAY
                : Duration.between(clock.instant(), made.getLast().plus(DAY));
        return ProblemException.rateLimited(
                "You have invited " + max + " people within a day, which is the limit"
                        + " (HOLDFAST_PEOPLE_INVITATIONS_PER_DAY). Retry later or let another owner invite.",
                wait);
    }
}
