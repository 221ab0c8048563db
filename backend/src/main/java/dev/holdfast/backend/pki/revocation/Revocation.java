package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of a device shall end, and why.
 *
 * @param device whose they are
 * @param serial which one, and with it those over the same key if that is compromised; null for all that the device has
 * @param cause for revocation lists
 * @param reason for people
 */
record Revocation(DeviceId device, @Nullable SerialNumber serial, RevocationCause cause, String reason) {
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
    // A device has one key for each use: who has it has them all.
    private static final String OVER_ITS_KEY = VALID + """
            (c.device_id, c.usage) = (
                select i.device_id, i.usage from issued_certificate i where i.catalog_id = $1 and i.serial = $2)""";

    /** Takes what somebody asked for; fails with {@code invalid} unless the reason and the cause can be kept. */
    static Revocation of(DeviceId device, @Nullable SerialNumber serial, CertificateRevocation why) {
        Reasons.check(new Checks(), why.reason())
                .that(
                        why.cause() != RevocationCause.CERTIFICATE_HOLD,
                        "cause",
                        "is not CERTIFICATE_HOLD: block the device instead")
                .done();
        RevocationCause told = why.cause();
        return new Revocation(device, serial, told == null ? RevocationCause.UNSPECIFIED : told, why.reason());
    }

    /** Makes one to look at, which has no reason yet. */
    static Revocation preview(DeviceId device, @Nullable SerialNumber serial) {
        return new Revocation(device, serial, RevocationCause.UNSPECIFIED, "");
    }

    /** Returns what it takes of what is valid at that time. */
    RevocationImpact losses(CatalogId catalog, Instant now) {
        return serial == null
                ? new RevocationImpact(catalog, OF_DEVICE, List.of(device, now))
                : new RevocationImpact(catalog, takesKey() ? OVER_ITS_KEY : ONE, List.of(serial.bytes(), now));
    }

    private boolean takesKey() {
        return cause == RevocationCause.KEY_COMPROMISE;
    }

    /** Returns what it is about, for the audit log. */
    String subject() {
        return serial == null ? device.text() : serial.hex();
    }

    /**
     * Returns which certificates of the device: a request for one, or for one whose key is not said to be compromised, must not hold up
     * one that takes more.
     */
    String part() {
        return serial == null ? "" : serial.hex() + (takesKey() ? " and its key" : "");
    }

    /** Returns what would be done, in one sentence. */
    String summary() {
        return "Revoke " + (serial == null ? "all certificates" : "certificate " + shortened(serial)) + " of device "
                + device.shortText() + "….";
    }

    /** Returns what the device would lose, behind its name. How many those are changes all day, so it is not told. */
    String loss() {
        return serial == null
                ? "would lose all certificates that are valid when it is approved."
                : "would lose certificate " + serial.hex()
                        + (takesKey()
                                ? ", and all others that it has for the same use, since the key is the same."
                                : ".");
    }

    private static String shortened(SerialNumber serial) {
        return serial.hex().substring(0, Math.min(SERIAL_SHOWN, serial.hex().length())) + "…";
    }

    /** Writes it, for as long as it waits. */
    Map<String, Object> written() {
        Map<String, Object> payload = new HashMap<>(Map.of("deviceId", device.text(), "cause", cause.name()));
        if (serial != null) {
            payload.put("serial", serial.hex());
        }
        return payload;
    }

    /** Reads what {@link #written} wrote. */
    static Revocation read(JsonObject payload, String reason) {
        String serial = payload.getString("serial");
        return new Revocation(
                DeviceId.parse(payload.getString("deviceId")),
                serial == null ? null : SerialNumber.parse(serial),
                RevocationCause.valueOf(payload.getString("cause")),
                reason);
    }
}
