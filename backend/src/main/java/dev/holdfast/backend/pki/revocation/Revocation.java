package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request to revoke certificates of a device.
 *
 * @param serial serial number of the certificate to revoke; null for all certificates of the device. With the cause {@code KEY_COMPROMISE},
 *     all of the device's certificates for the same use are revoked, because they have the same key
 * @param cause cause for revocation lists
 * @param reason reason for the audit log
 */
record Revocation(DeviceId device, @Nullable SerialNumber serial, RevocationCause cause, String reason) {
    // This and the next statement follow the definition of "ending", the certificates to revoke (RevocationImpact).
    private static final String REVOKE = """
            , revoked as (
                insert into certificate_revocation
                    (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
                select $1, l.serial, l.device_id, l.not_after, $3, $4, $5, $6 from ending l
                on conflict (catalog_id, serial) do nothing
                returning device_id
            )
            select device_id, count(*) as certificates from revoked group by device_id""";
    private static final String DEVICES = "select distinct device_id from ending";
    private static final String FENCE = "select fence_own_enrolments($1::bytea[], $2)";
    /** Clears the certificate expiry of devices whose certificates have all expired, or were revoked, also with their authority. */
    private static final String EXPIRES = """
            update device d set certificate_expires = null
            where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
              and not exists (
                select from issued_certificate c
                where c.catalog_id = d.catalog_id and c.device_id = d.device_id and c.not_after > $3
                  and not exists (
                    select from catalog_authority a
                    where a.catalog_id = c.catalog_id and a.generation = c.authority and a.revoked_at is not null)
                  and not exists (
                    select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial))""";

    private static final int SERIAL_SHOWN = 8;
    private static final String VALID = """
            select c.device_id, c.serial, c.usage, c.not_after
            from issued_certificate c
            where c.catalog_id = $1 and c.not_after > $3
              and not exists (
                select from catalog_authority a
                where a.catalog_id = c.catalog_id and a.generation = c.authority and a.revoked_at is not null)
              and not exists (
                select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)
              and\s""";
    private static final String OF_DEVICE = VALID + "c.device_id = $2";
    private static final String ONE = VALID + "c.serial = $2";
    // A device has one key per use, so a compromised key affects all certificates for that use.
    private static final String OVER_ITS_KEY = VALID + """
            (c.device_id, c.usage) = (
                select i.device_id, i.usage from issued_certificate i where i.catalog_id = $1 and i.serial = $2)""";

    /** Creates a request; the default cause is {@link RevocationCause#UNSPECIFIED}. */
    static Revocation of(DeviceId device, @Nullable SerialNumber serial, CertificateRevocation why) {
        RevocationCause cause = why.cause();
        return new Revocation(device, serial, cause == null ? RevocationCause.UNSPECIFIED : cause, why.reason());
    }

    /** Fails with {@code invalid-request} if the cause is reserved for blocked devices. */
    void check() {
        new Checks()
                .that(
                        cause != RevocationCause.CERTIFICATE_HOLD,
                        "cause",
                        "must not be CERTIFICATE_HOLD; block the device instead")
                .done();
    }

    /** Creates a request for a preview, without a reason. */
    static Revocation preview(DeviceId device, @Nullable SerialNumber serial) {
        return new Revocation(device, serial, RevocationCause.UNSPECIFIED, "");
    }

    RevocationImpact impact(Tx tx) {
        return serial == null
                ? new RevocationImpact(tx.catalog(), OF_DEVICE, List.of(device, tx.now()))
                : new RevocationImpact(
                        tx.catalog(), revokesKey() ? OVER_ITS_KEY : ONE, List.of(serial.bytes(), tx.now()));
    }

    private boolean revokesKey() {
        return cause == RevocationCause.KEY_COMPROMISE;
    }

    String subject() {
        return serial == null ? device.text() : serial.hex();
    }

    /**
     * Returns the {@code part} of the {@link dev.holdfast.backend.tenancy.command.Plan}. Only one request can be pending for a part, and a
     * request for one certificate must not prevent one for all certificates with its key.
     */
    String part() {
        return serial == null ? "" : serial.hex() + (revokesKey() ? " and its key" : "");
    }

    String summary() {
        return "Revoke " + (serial == null ? "all certificates" : "certificate " + shortened(serial)) + " of device "
                + device.shortText() + "….";
    }

    /**
     * Returns the effect on the device, as a clause after its name. Leaves out the number of certificates, because it changes with each new
     * certificate, and a request whose effect changed cannot be approved.
     */
    String effect() {
        return serial == null
                ? "would lose all certificates that are valid when it is approved."
                : "would lose certificate " + serial.hex()
                        + (revokesKey() ? ", and all others with the same key." : ".");
    }

    private static String shortened(SerialNumber serial) {
        return serial.hex().substring(0, Math.min(SERIAL_SHOWN, serial.hex().length())) + "…";
    }

    /** Fails with {@code conflict} when no valid certificate is left. */
    Uni<Void> requireAny(Tx tx) {
        return devices(tx).invoke(Revocation::requireAny).replaceWithVoid();
    }

    private Uni<List<DeviceId>> devices(Tx tx) {
        RevocationImpact impact = impact(tx);
        return tx.list(impact.statement(DEVICES), row -> Columns.device(row, "device_id"), impact.arguments());
    }

    private static void requireAny(List<?> revoked) {
        if (revoked.isEmpty()) {
            throw ProblemException.conflict("No valid certificate to revoke: all have expired or are already revoked.");
        }
    }

    /** Revoked certificates of a device. */
    record OfDevice(DeviceId device, long certificates) {
        private static OfDevice read(Row row) {
            return new OfDevice(Columns.device(row, "device_id"), row.getLong("certificates"));
        }

        Event event(Revocation why) {
            return Event.of(
                            "CertificatesRevoked",
                            device.text(),
                            Map.of(
                                    "certificates",
                                    certificates,
                                    "cause",
                                    why.cause().name(),
                                    "reason",
                                    why.reason()))
                    .invalidating(Change.of(device));
        }
    }

    /** Revokes the certificates; fails with {@code conflict} when no valid certificate is left. */
    Uni<List<OfDevice>> revoke(Tx tx) {
        RevocationImpact impact = impact(tx);
        // FENCE is a separate statement: it waits for certificates that are being issued now, so that REVOKE sees them.
        // It also refuses
        // new ones until the device attests again.
        return devices(tx)
                .chain(devices -> tx.run(FENCE, Columns.devices(devices), tx.now()))
                .chain(() -> tx.list(
                        impact.statement(REVOKE),
                        OfDevice::read,
                        impact.arguments(tx.actor().name(), cause, reason)))
                .invoke(Revocation::requireAny)
                .call(revoked -> tx.update(
                        EXPIRES,
                        tx.catalog(),
                        Columns.devices(revoked.stream().map(OfDevice::device).toList()),
                        tx.now()));
    }
}
