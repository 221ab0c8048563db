package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.SubjectNames;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Certificate authorities of catalogs in the database. Creation, the start of signing, and expiry each get an event with the certificate
 * for relying parties, and an audit entry. {@link #announceChanges} writes the last two, so they may follow minutes later.
 */
@ApplicationScoped
public class AuthorityRecords {
    private static final int HEX = 16;
    private static final String COLUMNS =
            "authority_id, generation, policy_id, certificate, created_at, active_from, revoked_at";
    private static final String ALL =
            "select " + COLUMNS + " from catalog_authority where catalog_id = $1 order by generation";
    private static final String LOCK = ALL + " for update";
    private static final String BEGIN = """
            update catalog_authority set active_from = $3 where catalog_id = $1 and generation = $2 and active_from > $3""";
    private static final String ADD = """
            insert into catalog_authority (catalog_id, authority_id, generation, policy_id, serial, certificate, not_before,
                not_after, created_at, active_from, activation_notified_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict do nothing""";
    private static final String ANNOUNCE_ACTIVATION = """
            update catalog_authority set activation_notified_at = $2
            where catalog_id = $1 and activation_notified_at is null and active_from <= $2 and revoked_at is null
            returning %s""".formatted(COLUMNS);
    private static final String ANNOUNCE_EXPIRY = """
            update catalog_authority set expiry_notified_at = $2
            where catalog_id = $1 and expiry_notified_at is null and not_after <= $2
            returning %s""".formatted(COLUMNS);

    AuthorityRecords() {}

    /** Returns all authorities of a catalog, expired ones included, oldest first. */
    public Uni<List<AuthorityRow>> all(Tx tx) {
        return tx.list(ALL, AuthorityRow::of, tx.catalog());
    }

    /** Returns all authorities like {@link #all}, and locks them until the transaction ends. */
    Uni<List<AuthorityRow>> lock(Tx tx) {
        return tx.list(LOCK, AuthorityRow::of, tx.catalog());
    }

    /** Makes an authority sign from {@code now} on, if it would start later. */
    Uni<Void> begin(Tx tx, AuthorityRow row, Instant now) {
        return tx.update(BEGIN, tx.catalog(), row.generation(), now).replaceWithVoid();
    }

    /** Adds a new authority and announces it; returns false if another backend added this generation first. */
    Uni<Boolean> add(Tx tx, AuthorityRow row) {
        return tx.update(
                        ADD,
                        tx.catalog(),
                        row.id(),
                        row.generation(),
                        row.policy(),
                        row.serialNumber().toByteArray(),
                        row.encoded(),
                        row.notBefore(),
                        row.notAfter(),
                        row.createdAt(),
                        row.activeFrom(),
                        row.activeFrom().isAfter(row.createdAt()) ? null : row.createdAt())
                .map(added -> added == 1)
                .call(added -> added
                        ? record(
                                tx,
                                "AuthorityCreated",
                                "CreateAuthority",
                                row,
                                "Created the certificate authority that signs from " + day(row) + ".")
                        : Uni.createFrom().voidItem());
    }

    /** Announces authorities that started to sign or expired. */
    Uni<Void> announceChanges(Tx tx) {
        return tx.list(ANNOUNCE_ACTIVATION, AuthorityRow::of, tx.catalog(), tx.now())
                .chain(begun -> announceAll(
                        tx,
                        "AuthorityActivated",
                        "ActivateAuthority",
                        begun,
                        "The certificate authority started to sign."))
                .chain(() -> tx.list(ANNOUNCE_EXPIRY, AuthorityRow::of, tx.catalog(), tx.now()))
                .chain(ended -> announceAll(
                        tx, "AuthorityExpired", "ExpireAuthority", ended, "The certificate authority has expired."));
    }

    private static Uni<Void> announceAll(Tx tx, String event, String action, List<AuthorityRow> rows, String sentence) {
        return Sequential.each(rows, row -> record(tx, event, action, row, sentence));
    }

    private static Uni<Void> record(Tx tx, String event, String action, AuthorityRow row, String sentence) {
        String serial = row.serialNumber().toString(HEX);
        return RequestOrigin.with(
                tx,
                RequestOrigin.NONE,
                () -> tx.audit(
                        AuditEntry.by(AuditLog.SYSTEM, action, serial, sentence),
                        Event.of(event, serial, payload(row))));
    }

    /** Returns what a relying party needs to register the authority. */
    private static Map<String, Object> payload(AuthorityRow row) {
        return Map.of(
                "generation", row.generation(),
                "subject", SubjectNames.of(row.certificate()),
                "thumbprint", KeyIdentifiers.thumbprint(row.encoded()),
                "notBefore", row.notBefore().toString(),
                "notAfter", row.notAfter().toString(),
                "activeFrom", row.activeFrom().toString(),
                "certificate", Pem.certificate(row.certificate()));
    }

    private static LocalDate day(AuthorityRow row) {
        return row.activeFrom().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
