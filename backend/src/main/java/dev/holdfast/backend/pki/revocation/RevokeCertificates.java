package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends certificates before they expire: one, or all that a device has; or asks for a second person, which few catalogs want here. There
 * is no way back; a device that is not blocked gets new ones by attesting.
 */
@ApplicationScoped
public class RevokeCertificates implements ApprovedAct {
    private static final String ACTION = "RevokeCertificates";

    private static final String REVOKE = """
            , revoked as (
                insert into certificate_revocation
                    (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
                select $1, l.serial, l.device_id, l.not_after, $3, $4, $5, $6 from lost l
                on conflict (catalog_id, serial) do nothing
                returning device_id
            )
            select device_id, count(*) as certificates from revoked group by device_id""";
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
    private static final String BEARER =
            "select device_id from issued_certificate where catalog_id = $1 and serial = $2";

    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse the certificates within two seconds, also on connections that are open. One that Holdfast"
                    + " cannot reach accepts them for 15 minutes at most.",
            "Relying parties are told: by OCSP at once, by revocation list within an hour.",
            "A device that is not blocked gets new ones when it attests next. There is no way back for these.");
    private static final String OTHERS_OVER_ITS_KEY =
            "If the cause is a compromised key, all certificates that the device has for the same use go with it.";

    private final PublishRevocations publishRevocations;
    private final Approvals approvals;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RevokeCertificates(
            PublishRevocations publishRevocations,
            Approvals approvals,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.publishRevocations = publishRevocations;
        this.approvals = approvals;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** It is done. */
        record Done(RevokedCertificates revoked) implements Outcome {}

        /** It waits for a second person. */
        record Waits(ApprovalView approval) implements Outcome {}
    }

    /** Tells what revoking all certificates of a device would take. */
    Uni<LossPreview> previewDevice(CatalogId catalog, DeviceId device) {
        RevocationImpact losses = Revocation.preview(device, null).losses(catalog, clock.instant());
        return transactions.inCatalog(catalog, sql -> losses.preview(sql, CONSEQUENCES));
    }

    /** Tells what revoking a certificate would take; fails with {@code not-found}. */
    Uni<LossPreview> previewOne(CatalogId catalog, SerialNumber serial) {
        List<String> consequences = Stream.concat(CONSEQUENCES.stream(), Stream.of(OTHERS_OVER_ITS_KEY))
                .toList();
        return transactions.inCatalog(
                catalog,
                sql -> bearer(sql, catalog, serial)
                        .chain(device -> Revocation.preview(device, serial)
                                .losses(catalog, clock.instant())
                                .preview(sql, consequences)));
    }

    /** Revokes all certificates of a device, or asks for a second person; fails with {@code conflict} when it has no valid one. */
    Uni<Outcome> revokeDevice(Caller caller, CatalogId catalog, DeviceId device, CertificateRevocation why) {
        return Uni.createFrom()
                .item(() -> Revocation.of(device, null, why))
                .chain(wanted -> transactions.inCatalog(catalog, sql -> revokeOrAsk(sql, catalog, caller, wanted)))
                .invoke(publishRevocations::changed);
    }

    /**
     * Revokes a certificate, and if its key is compromised all over that key, or asks for a second person; fails with {@code not-found},
     * or {@code conflict} when it is revoked already or expired.
     */
    Uni<Outcome> revokeOne(Caller caller, CatalogId catalog, SerialNumber serial, CertificateRevocation why) {
        return transactions
                .inCatalog(
                        catalog,
                        sql -> bearer(sql, catalog, serial)
                                .map(device -> Revocation.of(device, serial, why))
                                .chain(wanted -> revokeOrAsk(sql, catalog, caller, wanted)))
                .invoke(publishRevocations::changed);
    }

    private Uni<Outcome> revokeOrAsk(Sql sql, CatalogId catalog, Caller caller, Revocation wanted) {
        return approvals
                .required(sql, catalog, ApprovalAct.REVOKE_CERTIFICATES)
                .chain(required -> required
                        ? ask(sql, catalog, caller, wanted).<Outcome>map(Outcome.Waits::new)
                        : revoke(sql, catalog, wanted, caller.name(), null).map(Outcome.Done::new));
    }

    private Uni<ApprovalView> ask(Sql sql, CatalogId catalog, Caller caller, Revocation wanted) {
        return effect(sql, catalog, wanted)
                .chain(effect -> place(sql, catalog, wanted)
                        .chain(place -> approvals.request(
                                sql,
                                catalog,
                                caller,
                                new ApprovalRequest(
                                                ApprovalAct.REVOKE_CERTIFICATES,
                                                wanted.device().text(),
                                                wanted.summary(),
                                                place,
                                                wanted.written(),
                                                wanted.reason(),
                                                effect)
                                        .about(wanted.part()))))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        ACTION,
                                        wanted.subject(),
                                        "Asked for a second person: " + wanted.summary())
                                .because(wanted.reason())));
    }

    /** Fails with {@code conflict} when there is nothing to lose. */
    private Uni<List<String>> effect(Sql sql, CatalogId catalog, Revocation wanted) {
        RevocationImpact losses = wanted.losses(catalog, clock.instant());
        return sql.list(losses.statement(DEVICES), row -> wanted.device(), losses.arguments())
                .invoke(RevokeCertificates::requireAny)
                .chain(() -> DeviceScope.find(sql, catalog, wanted.device()))
                .map(found -> found.map(DeviceScope::words)
                        .orElseGet(() -> "Device " + wanted.device().text() + ", which has left the catalog,"))
                .map(device -> Stream.concat(Stream.of(device + " " + wanted.loss()), CONSEQUENCES.stream())
                        .toList());
    }

    /** Where the device is; the whole catalog when it has left. */
    private static Uni<Scope> place(Sql sql, CatalogId catalog, Revocation wanted) {
        return DeviceScope.find(sql, catalog, wanted.device())
                .map(found -> found.map(DeviceScope::place).orElseGet(() -> Scope.of(catalog)));
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.REVOKE_CERTIFICATES);
    }

    @Override
    public Uni<Scope> place(Sql sql, CatalogId catalog, Asked asked) {
        return place(sql, catalog, Revocation.read(asked.payload(), ""));
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return effect(sql, catalog, Revocation.read(asked.payload(), ""));
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        Revocation wanted = Revocation.read(approved.asked().payload(), approved.comment());
        return revoke(sql, catalog, wanted, approved.requestedBy(), approved.approvedBy())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> performed(CatalogId catalog, Object prepared) {
        publishRevocations.changed();
        return Uni.createFrom().voidItem();
    }

    private static Event event(OfDevice of, Revocation why) {
        return Event.of(
                        "CertificatesRevoked",
                        of.device.text(),
                        Map.of(
                                "certificates",
                                of.certificates,
                                "cause",
                                why.cause().name(),
                                "reason",
                                why.reason()))
                .making(Change.Kind.DEVICE, of.device.text());
    }

    private record OfDevice(DeviceId device, long certificates) {
        private static OfDevice read(Row row) {
            return new OfDevice(Columns.device(row, "device_id"), row.getLong("certificates"));
        }
    }

    private Uni<RevokedCertificates> revoke(
            Sql sql, CatalogId catalog, Revocation wanted, String by, @Nullable Approver approvedBy) {
        RevocationImpact losses = wanted.losses(catalog, clock.instant());
        return fence(sql, losses)
                .chain(() -> sql.list(
                        losses.statement(REVOKE),
                        OfDevice::read,
                        losses.arguments(by, wanted.cause(), wanted.reason())))
                .invoke(RevokeCertificates::requireAny)
                .call(revoked -> sql.update(
                        EXPIRES,
                        catalog,
                        Columns.devices(revoked.stream().map(OfDevice::device).toList()),
                        clock.instant()))
                .call(revoked -> outbox.append(
                        sql,
                        catalog,
                        revoked.stream().map(of -> event(of, wanted)).toList()))
                .map(RevokeCertificates::sum)
                .call(sum -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(by, ACTION, wanted.subject(), sentence(sum, wanted))
                                .approvedBy(approvedBy)
                                .because(wanted.reason())
                                .changing("valid", sum.certificates(), 0)
                                .changing("cause", null, wanted.cause())));
    }

    private static void requireAny(List<?> lost) {
        if (lost.isEmpty()) {
            throw ProblemException.conflict("There is nothing to revoke: it has expired or is revoked already.");
        }
    }

    /** A statement before the one that looks: a certificate that is being recorded at this moment does not escape it. */
    private Uni<Void> fence(Sql sql, RevocationImpact losses) {
        return sql.list(losses.statement(DEVICES), row -> Columns.device(row, "device_id"), losses.arguments())
                .chain(devices -> sql.run(FENCE, Columns.devices(devices), clock.instant()))
                .replaceWithVoid();
    }

    private static RevokedCertificates sum(List<OfDevice> revoked) {
        return new RevokedCertificates(
                (int) revoked.stream().mapToLong(OfDevice::certificates).sum(), revoked.size());
    }

    private static String sentence(RevokedCertificates sum, Revocation why) {
        return "Revoked " + sum.certificates() + (sum.certificates() == 1 ? " certificate: " : " certificates: ")
                + why.reason();
    }

    /** Returns whose a certificate is; fails with {@code not-found}. */
    private static Uni<DeviceId> bearer(Sql sql, CatalogId catalog, SerialNumber serial) {
        return sql.find(BEARER, row -> Columns.device(row, "device_id"), catalog, serial.bytes())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Certificate " + serial.hex())));
    }
}
