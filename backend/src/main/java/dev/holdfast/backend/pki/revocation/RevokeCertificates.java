package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ends certificates before they expire: one, or all that a device has. There is no way back; a device that is not blocked gets
 * new ones by attesting.
 */
@ApplicationScoped
public class RevokeCertificates {
    private static final String LOST = """
            select c.device_id, c.serial, c.usage, c.not_after
            from issued_certificate c
            where c.catalog_id = $1 and c.not_after > $3
              and not exists (
                select from catalog_authority a
                where a.catalog_id = c.catalog_id and a.generation = c.authority and a.revoked_at is not null)
              and not exists (
                select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)
              and\s""";

    private static final String REVOKE = """
            , revoked as (
                insert into certificate_revocation
                    (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
                select $1, l.serial, l.device_id, l.not_after, $3, $4, $5, $6 from lost l
                on conflict (catalog_id, serial) do nothing
                returning device_id
            )
            select device_id, count(*) as certificates from revoked group by device_id""";
    private static final String OF_DEVICE = "c.device_id = $2";
    private static final String ONE = "c.serial = $2";
    // A device has one key for each use: who has it has them all.
    private static final String OVER_ITS_KEY = """
            (c.device_id, c.usage) = (
                select i.device_id, i.usage from issued_certificate i where i.catalog_id = $1 and i.serial = $2)""";
    private static final String DEVICES = "select distinct device_id from lost";
    private static final String FENCE = "select fence_own_enrolments($1::bytea[], $2)";
    private static final String EXPIRES = """
            update device d set certificate_expires = null
            where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
              and not exists (
                select from issued_certificate c
                where c.catalog_id = d.catalog_id and c.device_id = d.device_id and c.not_after > $3
                  and not exists (
                    select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial))""";
    private static final String SERIAL =
            "select not_after from issued_certificate where catalog_id = $1 and serial = $2";

    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse the certificates within two seconds, also on connections that are open. One that Holdfast"
                    + " cannot reach accepts them for 15 minutes at most.",
            "Relying parties are told: by OCSP at once, by revocation list within an hour.",
            "A device that is not blocked gets new ones when it attests next. There is no way back for these.");
    private static final String OTHERS_OVER_ITS_KEY =
            "If the cause is a compromised key, all certificates that the device has for the same use go with it.";

    private final PublishRevocations publishRevocations;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RevokeCertificates(
            PublishRevocations publishRevocations,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.publishRevocations = publishRevocations;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what revoking all certificates of a device would take. */
    Uni<LossPreview> previewDevice(CatalogId catalog, DeviceId device) {
        Losses losses = losses(catalog, OF_DEVICE, device);
        return transactions.sqlInCatalog(catalog, sql -> losses.preview(sql, CONSEQUENCES));
    }

    /** Tells what revoking a certificate would take; fails with {@code not-found}. */
    Uni<LossPreview> previewOne(CatalogId catalog, SerialNumber serial) {
        Losses losses = losses(catalog, ONE, serial.bytes());
        List<String> consequences = Stream.concat(CONSEQUENCES.stream(), Stream.of(OTHERS_OVER_ITS_KEY))
                .toList();
        return transactions.sqlInCatalog(
                catalog, sql -> known(sql, catalog, serial).chain(() -> losses.preview(sql, consequences)));
    }

    /** Revokes all certificates of a device; fails with {@code conflict} when it has no valid one. */
    Uni<RevokedCertificates> revokeDevice(
            Caller caller, CatalogId catalog, DeviceId device, CertificateRevocation why) {
        return Uni.createFrom()
                .item(() -> new Act(caller, losses(catalog, OF_DEVICE, device), device.text(), check(why)))
                .chain(act -> transactions.sqlInCatalog(catalog, sql -> revoke(sql, act)))
                .invoke(publishRevocations::changed);
    }

    /** Revokes a certificate, and if its key is compromised all over that key; fails with {@code not-found}, or {@code conflict} when it is revoked already or expired. */
    Uni<RevokedCertificates> revokeOne(
            Caller caller, CatalogId catalog, SerialNumber serial, CertificateRevocation why) {
        return Uni.createFrom()
                .item(() -> new Act(caller, losses(catalog, scope(check(why)), serial.bytes()), serial.hex(), why))
                .chain(act -> transactions.sqlInCatalog(
                        catalog, sql -> known(sql, catalog, serial).chain(() -> revoke(sql, act))))
                .invoke(publishRevocations::changed);
    }

    private Losses losses(CatalogId catalog, String which, Object of) {
        return new Losses(catalog, LOST + which, List.of(of, clock.instant()));
    }

    private static String scope(CertificateRevocation why) {
        return cause(why) == RevocationCause.KEY_COMPROMISE ? OVER_ITS_KEY : ONE;
    }

    private record Act(Caller caller, Losses losses, String subject, CertificateRevocation why) {
        private Event event(OfDevice of) {
            return Event.of(
                            "CertificatesRevoked",
                            of.device.text(),
                            Map.of(
                                    "certificates",
                                    of.certificates,
                                    "cause",
                                    cause(why).name(),
                                    "reason",
                                    why.reason()))
                    .making(Change.Kind.DEVICE, of.device.text());
        }
    }

    private record OfDevice(DeviceId device, long certificates) {
        private static OfDevice read(Row row) {
            return new OfDevice(Columns.device(row, "device_id"), row.getLong("certificates"));
        }
    }

    private Uni<RevokedCertificates> revoke(Sql sql, Act act) {
        return fence(sql, act)
                .chain(() -> sql.list(
                        act.losses.statement(REVOKE),
                        OfDevice::read,
                        act.losses.arguments(act.caller.name(), cause(act.why), act.why.reason())))
                .invoke(revoked -> {
                    if (revoked.isEmpty()) {
                        throw ProblemException.conflict(
                                "There is nothing to revoke: it has expired or is revoked already.");
                    }
                })
                .call(revoked -> sql.update(
                        EXPIRES,
                        act.losses.catalog(),
                        Columns.devices(revoked.stream().map(OfDevice::device).toList()),
                        clock.instant()))
                .call(revoked -> outbox.append(
                        sql,
                        act.losses.catalog(),
                        revoked.stream().map(act::event).toList()))
                .map(RevokeCertificates::sum)
                .call(sum -> audit.append(
                        sql,
                        act.losses.catalog(),
                        AuditedAct.by(act.caller.name(), "RevokeCertificates", act.subject, sentence(sum, act.why))
                                .because(act.why.reason())
                                .changing("valid", sum.certificates(), 0)
                                .changing("cause", null, cause(act.why))));
    }

    /** A statement before the one that looks: a certificate that is being recorded at this moment does not escape it. */
    private Uni<Void> fence(Sql sql, Act act) {
        return sql.list(act.losses.statement(DEVICES), row -> Columns.device(row, "device_id"), act.losses.arguments())
                .chain(devices -> sql.run(FENCE, Columns.devices(devices), clock.instant()))
                .replaceWithVoid();
    }

    private static RevokedCertificates sum(List<OfDevice> revoked) {
        return new RevokedCertificates(
                (int) revoked.stream().mapToLong(OfDevice::certificates).sum(), revoked.size());
    }

    private static String sentence(RevokedCertificates sum, CertificateRevocation why) {
        return "Revoked " + sum.certificates() + (sum.certificates() == 1 ? " certificate: " : " certificates: ")
                + why.reason();
    }

    private static Uni<Row> known(Sql sql, CatalogId catalog, SerialNumber serial) {
        return sql.find(SERIAL, row -> row, catalog, serial.bytes())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Certificate " + serial.hex())));
    }

    private static CertificateRevocation check(CertificateRevocation why) {
        Reasons.check(new Checks(), why.reason())
                .that(
                        why.cause() != RevocationCause.CERTIFICATE_HOLD,
                        "cause",
                        "is not CERTIFICATE_HOLD: block the device instead")
                .done();
        return why;
    }

    private static RevocationCause cause(CertificateRevocation why) {
        RevocationCause told = why.cause();
        return told == null ? RevocationCause.UNSPECIFIED : told;
    }
}
