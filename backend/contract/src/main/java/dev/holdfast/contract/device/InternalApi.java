package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The internal device API: the backend's second listener, HTTP over mutual TLS, which lets in the gateway's
 * certificate only. A request speaks for the one device that the gateway authenticated and cannot name a catalog.
 *
 * <table>
 * <caption>Paths under {@value #BASE}</caption>
 * <tr><td>GET authority</td><td>200 {@link Authority}</td></tr>
 * <tr><td>POST challenges</td><td>{@link ChallengeRequest} → 200 {@link Challenge}</td></tr>
 * <tr><td>POST attestations</td><td>{@link AttestRequest} → 200 {@link AttestResponse}</td></tr>
 * <tr><td>POST enrolments</td><td>{@link EnrolRequest} → 200 {@link Certificates}: the one that was issued. The {@code
 *     detail} of a 400 is about the request that the device made, and for it to read</td></tr>
 * <tr><td>POST authorities</td><td>{@link AuthoritiesRequest} → 200 {@link Certificates}: of the authorities of the
 *     device's catalog, the root among them</td></tr>
 * <tr><td>GET devices/{deviceId}/assignment</td><td>200 {@link Assignment}</td></tr>
 * <tr><td>GET groups/{groupId}/target?part={SKU}</td><td>200 {@link Target} of the group's devices of that part</td></tr>
 * <tr><td>GET groups/{groupId}/images/{imageId}</td><td>200 {@code application/octet-stream}; 404 unless the group's
 *     target lists the image</td></tr>
 * <tr><td>POST contacts</td><td>{@link Contacts} → 204</td></tr>
 * <tr><td>POST reports</td><td>{@link Reports} → 204 once durable</td></tr>
 * <tr><td>GET changes?after={sequence}&amp;wait={seconds, at most 25}</td><td>200 {@link Changes}; answers as soon as
 *     there is one, or empty when the wait is over. Without {@code after}: at once, empty, with the newest sequence</td></tr>
 * </table>
 *
 * <p>Errors are problem documents. {@code device-blocked} (403) means that an operator blocked the device; {@code device-refused} (403) is any
 * other refusal. The {@code detail} of both is for the gateway's log and must not reach the device.
 */
public final class InternalApi {
    /** What every path starts with. */
    public static final String BASE = "/internal/v1/";
    /** Longest wait for changes. */
    public static final int MAX_WAIT_SECONDS = 25;

    /** What the common name of a catalog's authority begins with; the catalog's GUID follows. */
    public static final String AUTHORITY_NAME = "Holdfast ";

    private InternalApi() {}

    /**
     * What the gateway checks device certificates against.
     *
     * @param rootCertificate PEM of the root that every chain of a device certificate ends in
     */
    public record Authority(String rootCertificate) {}

    /**
     * Asks for a challenge.
     *
     * @param device the device ID that the client certificate names
     * @param generalKey the key that the TLS handshake proved
     */
    public record ChallengeRequest(DeviceId device, P256PublicKey generalKey) {}

    /**
     * Hands evidence in.
     *
     * @param device the device ID that the client certificate names
     * @param generalKey the key that the TLS handshake proved
     * @param evidence the COSE token as it came, base64 in JSON
     * @param remoteAddress where the device connected from
     */
    public record AttestRequest(DeviceId device, P256PublicKey generalKey, Blob evidence, String remoteAddress) {}

    /**
     * Asks for a certificate. Exactly one of {@code generalKey} and {@code renews} says how the device showed who it is.
     *
     * @param device the device ID that the client certificate names
     * @param generalKey the key that the TLS handshake proved, of a chip that enrols
     * @param renews what the certificate opens that the TLS handshake proved, of a device that renews it
     * @param request the request (PKCS#10, DER; base64 in JSON), at most {@link DeviceProtocol#MAX_CERTIFICATE_REQUEST} bytes
     */
    public record EnrolRequest(
            DeviceId device,
            @Nullable P256PublicKey generalKey,
            @Nullable Use renews,
            Blob request) {
        /** What a certificate opens. */
        public enum Use {
            /** Services of the customer, and event reports. */
            CUSTOMER,
            /** The update channel. */
            UPDATE
        }
    }

    /**
     * Asks for the authorities of the device's catalog.
     *
     * @param device the device ID that the client certificate names
     * @param generalKey the key that the TLS handshake proved; null when it proved a certificate that was issued here
     */
    public record AuthoritiesRequest(
            DeviceId device, @Nullable P256PublicKey generalKey) {}

    /**
     * Certificates.
     *
     * @param certificates certs-only PKCS#7, DER; base64 in JSON
     */
    public record Certificates(Blob certificates) {}

    /**
     * Whose a device is, and which group's target it follows.
     *
     * @param catalog whose; a certificate that another catalog's authority issued is worth nothing any more. Null when it is
     *     nobody's: not claimed, or no longer endorsed
     * @param groupId null when it has none: not claimed, or in no group
     * @param blocked whether the device must get nothing: its evidence is refused, or it is barred
     * @param part SKU of its chip; empty when its manufacturer did not say
     * @param barred whether an operator blocked it: no request of its is let in
     * @param revoked which of its certificates are revoked and have not expired; null when none
     */
    public record Assignment(
            @Nullable UUID catalog,
            @Nullable UUID groupId,
            boolean blocked,
            String part,
            boolean barred,
            @Nullable Revoked revoked) {
        /** A backend of an earlier release does not say the part, and bars nobody. */
        public Assignment {
            part = part == null ? "" : part;
        }

        /** Where a device is that nobody barred, and of which nothing is revoked. */
        public Assignment(@Nullable UUID catalog, @Nullable UUID groupId, boolean blocked, String part) {
            this(catalog, groupId, blocked, part, false, null);
        }
    }

    /**
     * Certificates of a device that are worth nothing any more.
     *
     * @param serials serial numbers in lower-case hex of those that expire last, at most {@value #MAX_SERIALS}
     * @param through when there are more: those that expire until then count as revoked, all of them; null when there are no more
     */
    public record Revoked(List<String> serials, @Nullable Instant through) {
        /** How many serial numbers are told at most. */
        public static final int MAX_SERIALS = 64;

        /** Copies the list. */
        public Revoked {
            serials = List.copyOf(serials);
        }

        /** Returns whether a certificate is revoked. */
        public boolean covers(String serial, Instant notAfter) {
            return serials.contains(serial) || (through != null && !notAfter.isAfter(through));
        }
    }

    /**
     * What the devices of one part in a group should run.
     *
     * @param version of the manifest set; 0 when there is nothing that they should
     * @param manifestSet the signed set, base64 in JSON; empty when the version is 0
     * @param expiresAt when the set expires; fetch again before
     * @param images what the set lists
     * @param requiresPostQuantum whether the group's devices may come over a post-quantum key exchange only
     * @param retiredAuthorities serial numbers, in lower-case hex, of authorities of the catalog that were retired before they
     *     expired: what they issued is worth nothing any more
     */
    public record Target(
            long version,
            Blob manifestSet,
            Instant expiresAt,
            List<TargetImage> images,
            boolean requiresPostQuantum,
            List<String> retiredAuthorities) {
        /** A backend of an earlier release retires nothing. */
        public Target {
            retiredAuthorities = retiredAuthorities == null ? List.of() : List.copyOf(retiredAuthorities);
        }

        /** The target of a group of a catalog that retired no authority. */
        public Target(
                long version,
                Blob manifestSet,
                Instant expiresAt,
                List<TargetImage> images,
                boolean requiresPostQuantum) {
            this(version, manifestSet, expiresAt, images, requiresPostQuantum, List.of());
        }

        /** The target of a group that demands nothing of connections. */
        public Target(long version, Blob manifestSet, Instant expiresAt, List<TargetImage> images) {
            this(version, manifestSet, expiresAt, images, false, List.of());
        }
    }

    /**
     * An image of a target.
     *
     * @param image which
     * @param length in bytes
     */
    public record TargetImage(ImageId image, long length) {}

    /**
     * Who was here: coalesced, the newest contact a device.
     *
     * @param contacts at most 10,000
     */
    public record Contacts(List<Contact> contacts) {}

    /**
     * A device was here.
     *
     * @param device which
     * @param at when
     * @param manifestVersion the version that it says it has
     * @param keyExchange how the connection's keys were agreed
     */
    public record Contact(DeviceId device, Instant at, long manifestVersion, KeyExchange keyExchange) {
        /** A gateway of an earlier release does not say the key exchange. */
        public Contact {
            keyExchange = keyExchange == null ? KeyExchange.UNKNOWN : keyExchange;
        }

        /** A contact over an unknown key exchange. */
        public Contact(DeviceId device, Instant at, long manifestVersion) {
            this(device, at, manifestVersion, KeyExchange.UNKNOWN);
        }
    }

    /**
     * Device reports.
     *
     * @param reports at most 1,000
     */
    public record Reports(List<Report> reports) {}

    /**
     * One device's report.
     *
     * @param device which
     * @param report what it tells
     */
    public record Report(DeviceId device, DeviceReport report) {}

    /**
     * What changed.
     *
     * @param next ask {@code after} this next time
     * @param changes oldest first
     */
    public record Changes(long next, List<Change> changes) {}

    /**
     * One change that makes something cached stale.
     *
     * @param kind of what
     * @param key a group id for {@link Kind#GROUP_TARGET}, a device ID for {@link Kind#DEVICE}
     */
    public record Change(Kind kind, String key) {
        /** What may be cached. */
        public enum Kind {
            /** The target of a group. */
            GROUP_TARGET,
            /** The assignment of a device. */
            DEVICE
        }
    }
}
