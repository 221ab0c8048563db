package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Publishes one revocation list per issuer, the same from every backend, because the database stores it. A request creates the next list if
 * the content changed or half of the validity has passed.
 */
@ApplicationScoped
public class PublishRevocations {
    /** Validity of a list, and so the latest time at which a party that caches it learns of a revocation. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String READ =
            "select number, this_update, next_update, content, der from revocation_list where issuer = $1";
    // Writes only a list after the one that it replaces ($7, 0 for none). If two backends create the next list, the
    // second one reads the
    // list of the first.
    private static final String WRITE = """
            insert into revocation_list as l (issuer, number, this_update, next_update, content, der)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (issuer) do update set number = excluded.number, this_update = excluded.this_update,
                next_update = excluded.next_update, content = excluded.content, der = excluded.der
            where l.number = $7""";

    private final CertificateStatuses statuses;
    private final Transactions transactions;
    private final RevocationResponses responses;
    private final Clock clock;

    PublishRevocations(
            CertificateStatuses statuses, Transactions transactions, RevocationResponses responses, Clock clock) {
        this.statuses = statuses;
        this.transactions = transactions;
        this.responses = responses;
        this.clock = clock;
    }

    /** Returns the newest list of an issuer. */
    Uni<RevocationList> newest(Issuer issuer) {
        return statuses.revoked(issuer).chain(entries -> next(issuer, entries));
    }

    /** Drops cached lists and OCSP responses after a revocation, or the start or end of a hold. */
    void changed() {
        responses.changed();
    }

    private Uni<RevocationList> next(Issuer issuer, List<RevokedEntry> entries) {
        return current(issuer).chain(last -> next(issuer, last, entries));
    }

    private Uni<RevocationList> next(Issuer issuer, Optional<RevocationList> last, List<RevokedEntry> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (last.isPresent()
                && last.get().isCurrent(RevocationList.content(entries), now.minus(LIFETIME.dividedBy(2)))) {
            return Uni.createFrom().item(last.get());
        }
        // The time, so that numbers also increase after a restore of an older database.
        long number = Math.max(last.map(RevocationList::number).orElse(0L) + 1, now.getEpochSecond());
        return Workers.run(() -> RevocationList.sign(issuer, number, now, now.plus(LIFETIME), entries))
                .chain(made ->
                        write(issuer, made, last.map(RevocationList::number).orElse(0L)));
    }

    private Uni<RevocationList> write(Issuer issuer, RevocationList made, long replaced) {
        return transactions
                .inInstallation(tx -> tx.update(
                        WRITE,
                        issuer.id(),
                        made.number(),
                        made.thisUpdate(),
                        made.nextUpdate(),
                        made.content(),
                        made.der(),
                        replaced))
                .chain(written -> written == 1
                        ? Uni.createFrom().item(made)
                        : current(issuer).map(other -> other.orElse(made)));
    }

    private Uni<Optional<RevocationList>> current(Issuer issuer) {
        return transactions.inInstallation(tx -> tx.find(READ, PublishRevocations::read, issuer.id()));
    }

    private static RevocationList read(Row row) {
        return new RevocationList(
                row.getLong("number"),
                Columns.instant(row, "this_update"),
                Columns.instant(row, "next_update"),
                Columns.digest(row, "content"),
                Columns.blob(row, "der"));
    }
}
