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

/** Who made which account, and how many more they may make (ADR 0028). */
@ApplicationScoped
public class Invitations {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String MADE = """
            select invited_at from invited_person where inviter = $1 and invited_at > $2
            order by invited_at desc limit $3""";
    private static final String KEEP = "select keep_invitation($1, $2, $3, $4, $5, $6, $7) as kept";
    private static final String ONE =
            "select exists (select from unnest($2::text[]) as o(id) where may_be_same_person($1, o.id)) as one";

    private static final String BOTH = """
            select f.inviter from unnest($2::text[]) with ordinality as o(id, n),
                lateral (select common_inviter($1, o.id) as inviter) f
            where o.id <> $1 and f.inviter is not null order by o.n limit 1""";

    private final Transactions transactions;
    private final Clock clock;
    private final int most;

    Invitations(
            Transactions transactions,
            Clock clock,
            @ConfigProperty(name = "holdfast.people.invitations-per-day", defaultValue = "50") int most) {
        this.transactions = transactions;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Returns whether an account and one of the others, by their ids, may be one person's: one invited the other, or both go back to the
     * same person, who invited them from a catalog and saw their first passwords. What the provider says of them cannot tell. Accounts that an owner of the
     * installation made there are different people's.
     */
    public static Uni<Boolean> maySharePerson(Tx tx, Subject one, Collection<String> others) {
        return others.isEmpty()
                ? Uni.createFrom().item(false)
                : tx.one(ONE, row -> row.getBoolean("one"), one.id(), Columns.texts(others, other -> other));
    }

    /**
     * Returns the name of whoever the invitations of an account and of another go back to, wherever they were made: of the first of the
     * others, by their ids, of which somebody is known to be. Empty where there is none.
     */
    public static Uni<Optional<String>> commonInviter(Tx tx, Subject one, Collection<String> others) {
        return tx.find(BOTH, row -> row.getString("inviter"), one.id(), Columns.texts(others, other -> other));
    }

    /** Fails before anything is made for a caller who may not invite, or has invited enough for today. */
    Uni<Void> requireQuota(Caller caller) {
        if (!caller.subject().isKnown()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "Your access token does not say who you are (sub), and an invitation is kept with who made it. Have the"
                            + " identity provider put it into access tokens.");
        }
        return transactions
                .inInstallation(caller, tx -> made(tx, caller))
                .invoke(made -> {
                    if (made.size() >= most) {
                        throw tooMany(made);
                    }
                })
                .replaceWithVoid();
    }

    /** Keeps that the caller made {@code subject} from {@code catalog}; fails when it is one too many by now. */
    Uni<Void> record(Tx tx, Caller caller, String subject) {
        return tx.find(
                        KEEP,
                        row -> row.getBoolean("kept"),
                        subject,
                        caller.subject().id(),
                        tx.catalog(),
                        tx.now(),
                        dayAgo(),
                        most,
                        caller.name())
                .chain(kept -> kept.orElse(false)
                        ? Uni.createFrom().voidItem()
                        : made(tx, caller).map(made -> {
                            throw tooMany(made);
                        }));
    }

    /** Returns when the caller invited within the last day, the newest first, and no more of them than are allowed. */
    private Uni<List<Instant>> made(Tx tx, Caller caller) {
        return tx.list(
                MADE,
                row -> Columns.instant(row, "invited_at"),
                caller.subject().id(),
                dayAgo(),
                most);
    }

    private Instant dayAgo() {
        return clock.instant().minus(DAY);
    }

    /** The next one is allowed when the oldest of so many is a day old. */
    private ProblemException tooMany(List<Instant> made) {
        Duration wait = made.isEmpty()
                ? DAY
                : Duration.between(clock.instant(), made.getLast().plus(DAY));
        return ProblemException.rateLimited(
                "You have invited " + most + " people within a day, which is the most here"
                        + " (HOLDFAST_PEOPLE_INVITATIONS_PER_DAY). Go on when that is over, or let another owner invite.",
                wait);
    }
}
