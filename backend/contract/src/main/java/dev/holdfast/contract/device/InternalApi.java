package dev.holdfast.contract.device;

import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The internal device API: the backend's second listener, HTTP over mutual TLS, open to gateway certificates only. Requests contain the IDs
 * of devices that the gateway authenticated. They never contain a catalog: the backend determines the catalog of a device.
 *
 * <p>Where the table says {witness}, a request needs a valid {@link Witness}, so that a stolen gateway cannot read or report anything about
 * devices that did not connect to it. A GET has it as query parameters: {@code serial}, or else {@code nonce}.
 *
 * <table>
 * <caption>Paths under {@value #BASE}</caption>
 * <tr><td>GET authority</td><td>200 {@link Authority}</td></tr>
 * <tr><td>POST challenges</td><td>{@link ChallengeRequest} → 200 {@link Challenge}</td></tr>
 * <tr><td>POST attestations</td><td>{@link AttestRequest} → 200 {@link AttestResponse}</td></tr>
 * <tr><td>POST enrolments</td><td>{@link EnrolRequest} → 200 {@link Certificates} with the issued certificate.
 *     The {@code detail} of a 400 is meant for the device</td></tr>
 * <tr><td>POST authorities</td><td>{@link AuthoritiesRequest} → 200 {@link Certificates} of the catalog's CAs,
 *     including the root</td></tr>
 * <tr><td>GET devices/{deviceId}/authorities?{witness}</td><td>the same, for a connection with a certificate</td></tr>
 * <tr><td>GET devices/{deviceId}/assignment?{witness}</td><td>200 {@link Assignment}</td></tr>
 * <tr><td>GET groups/{groupId}/target?part={SKU}&amp;device={deviceId}&amp;{witness}</td><td>200 {@link Target} for that part. The device
 *     must be in the group and of the part</td></tr>
 * <tr><td>GET groups/{groupId}/images/{imageId}?chunk={index from 0}&amp;device={deviceId}&amp;{witness}</td><td>200
 *     {@code application/octet-stream} with the chunk of {@value #IMAGE_CHUNK} bytes; 404 unless the target of the device's part in the group
 *     lists the image, and it has the chunk. The device must be in the group</td></tr>
 * <tr><td>POST contacts</td><td>{@link Contacts} → 204. Contacts without a valid witness are ignored</td></tr>
 * <tr><td>POST reports</td><td>{@link Reports} → 204 when all reports are stored, or 200 {@link ReportsNotStored}</td></tr>
 * <tr><td>GET changes?after={position}&amp;wait={seconds, at most 25}</td><td>200 {@link Changes} at the
 *     first change, or empty after the wait. Without {@code after}: at once, empty, with the newest position. A gateway cannot read changes
 *     of more than ten minutes ago: it gets {@code startOver}</td></tr>
 * </table>
 *
 * <p>Errors are problem documents. {@code device-blocked} (403) means that an operator blocked the device. {@code
 * device-refused} (403) is any other refusal. Their {@code detail} is for the gateway's log and must not reach devices. A request without
 * a valid witness gets the same {@code device-refused}, whether the device exists or not.
 */
public final class InternalApi {
    /** Prefix of every path. */
    public static final String BASE = "/internal/v1/";
    /** Maximum wait for changes, in seconds. */
    public static final int MAX_WAIT_SECONDS = 25;
    /** Length of the chunks of an image in bytes; the last chunk is shorter. */
    public static final int IMAGE_CHUNK = 256 * 1024;

    /** Prefix of the common name of a catalog CA; the GUID of the catalog follows. */
    public static final String AUTHORITY_NAME = "Holdfast ";

    private InternalApi() {}

    /**
     * Proof that a gateway saw a device. It does not depend on the gateway that the device attested at, so it works behind load balancers.
     * Exactly one of {@code serial} and {@code nonce} is set.
     *
     * @param device device ID in the client certificate
     * @param serial serial number, in hex, of the client certificate. Valid if this certificate was issued to the device, has not expired and
     *     is not revoked
     * @param nonce nonce of an attestation, from the device's request with its general key. Valid if the device attested with it in its
     *     catalog in the last 24 hours
     */
    public record Witness(
            DeviceId device,
            @Nullable String serial,
            @Nullable Nonce nonce) {
        private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{1,40}");

        /** Requires one proof. */
        public Witness {
            if (device == null || (serial == null) == (nonce == null)) {
                throw new IllegalArgumentException("a witness has a device and either a serial or a nonce");
            }
            if (serial != null && !SERIAL.matcher(serial).matches()) {
                throw new IllegalArgumentException(
                        "the serial is not a serial number of at most 40 lower-case hex digits");
            }
        }

        /** Returns the witness of a connection with an issued certificate. */
        public static Witness of(DeviceId device, String serial) {
            return new Witness(device, serial, null);
        }

        /** Returns the witness of a device that attested. */
        public static Witness of(DeviceId device, Nonce nonce) {
            return new Witness(device, null, nonce);
        }

        /** Returns the query parameter of a GET, without the device. */
        public String query() {
            return nonce == null ? "serial=" + serial : "nonce=" + nonce.hex();
        }
    }

    /**
     * Root for the verification of device certificates.
     *
     * @param rootCertificate PEM of the root of all device certificates
     */
    public record Authority(String rootCertificate) {}

    /**
     * Request for a challenge.
     *
     * @param device device ID in the client certificate
     * @param generalKey key that the TLS handshake proved
     */
    public record ChallengeRequest(DeviceId device, P256PublicKey generalKey) {}

    /**
     * Evidence to appraise.
     *
     * @param device device ID in the client certificate
     * @param generalKey key that the TLS handshake proved
     * @param evidence evidence of any kind as received, base64 in JSON
     * @param remoteAddress network address of the device
     * @param keyExchange key exchange of the connection; the device's group may require a post-quantum one
     */
    public record AttestRequest(
            DeviceId device, P256PublicKey generalKey, Blob evidence, String remoteAddress, KeyExchange keyExchange) {
        /** Sets the default of an absent key exchange. */
        public AttestRequest {
            keyExchange = keyExchange == null ? KeyExchange.UNKNOWN : keyExchange;
        }

        /** Creates a request with an unknown key exchange. */
        public AttestRequest(DeviceId device, P256PublicKey generalKey, Blob evidence, String remoteAddress) {
            this(device, generalKey, evidence, remoteAddress, KeyExchange.UNKNOWN);
        }
    }

    /**
     * Request for a certificate. Exactly one of {@code generalKey} and {@code renews} is set, depending on the client
     * certificate.
     *
     * @param device device ID in the client certificate
     * @param generalKey key that the TLS handshake proved, for an enrolment with the general key
     * @param renews usage of the client certificate, for a renewal
     * @param request certificate request (PKCS#10, DER; base64 in JSON), at most {@link
     *     DeviceProtocol#MAX_CERTIFICATE_REQUEST} bytes
     * @param keyExchange key exchange of the connection; the device's group may require a post-quantum one
     */
    public record EnrolRequest(
            DeviceId device,
            @Nullable P256PublicKey generalKey,
            @Nullable Use renews,
            Blob request,
            KeyExchange keyExchange) {
        /** Sets the default of an absent key exchange. */
        public EnrolRequest {
            keyExchange = keyExchange == null ? KeyExchange.UNKNOWN : keyExchange;
        }

        /** Creates a request with an unknown key exchange. */
        public EnrolRequest(DeviceId device, @Nullable P256PublicKey generalKey, @Nullable Use renews, Blob request) {
            this(device, generalKey, renews, request, KeyExchange.UNKNOWN);
        }

        /** Usage of a device certificate. */
        public enum Use {
            /** Customer services and event reports. */
            CUSTOMER,
            /** Updates. */
            UPDATE
        }
    }

    /**
     * Request for the CAs of the device's catalog, from a connection with the general key.
     *
     * @param device device ID in the client certificate
     * @param generalKey key that the TLS handshake proved. The device must have attested in the last 24 hours, or
     *     within the lifetime of its certificates if that is longer
     */
    public record AuthoritiesRequest(DeviceId device, P256PublicKey generalKey) {}

    /**
     * Certificates of a response.
     *
     * @param certificates certs-only PKCS#7, DER; base64 in JSON
     */
    public record Certificates(Blob certificates) {}

    /**
     * Catalog, group and block of a device. Members that an older backend does not send get defaults.
     *
     * @param catalog catalog of the device; certificates of other catalogs' CAs are invalid
     * @param groupId group of the device; null when in no group
     * @param blocked whether the device is untrusted or blocked. An untrusted device gets updates, with its general key only
     * @param part SKU of the chip; empty when the manufacturer provided none
     * @param blockedByOperator whether an operator blocked the device, so that every request is refused
     * @param revoked revoked certificates that have not expired; null when none
     * @param facts facts about the device for the update policy of its group
     * @param pinned whether an operator pinned the device, so that it is offered nothing
     */
    public record Assignment(
            UUID catalog,
            @Nullable UUID groupId,
            boolean blocked,
            String part,
            boolean blockedByOperator,
            @Nullable Revoked revoked,
            DeviceFacts facts,
            boolean pinned) {
        /** Sets the defaults of absent members. */
        public Assignment {
            part = part == null ? "" : part;
            facts = facts == null ? DeviceFacts.UNKNOWN : facts;
        }

        /** Creates an assignment without facts and a pin. */
        public Assignment(
                UUID catalog,
                @Nullable UUID groupId,
                boolean blocked,
                String part,
                boolean blockedByOperator,
                @Nullable Revoked revoked) {
            this(catalog, groupId, blocked, part, blockedByOperator, revoked, DeviceFacts.UNKNOWN, false);
        }

        /** Creates an assignment without a block by an operator, revoked certificates and facts. */
        public Assignment(UUID catalog, @Nullable UUID groupId, boolean blocked, String part) {
            this(catalog, groupId, blocked, part, false, null);
        }
    }

    /**
     * Facts about a device for update policies.
     *
     * @param trust trust in the device: TRUSTED, OUTDATED, UNTRUSTED or UNKNOWN
     * @param osVersion version in the last attestation, such as {@code 26.09}; empty before the first. No {@link Change} reports a new one
     * @param tags tags of the device
     */
    public record DeviceFacts(String trust, String osVersion, List<String> tags) {
        /** Facts about a device that never attested. */
        public static final DeviceFacts UNKNOWN = new DeviceFacts("UNKNOWN", "", List.of());

        /** Copies the list. */
        public DeviceFacts {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Revoked certificates of a device.
     *
     * @param serials serial numbers, in lower-case hex, of the revoked certificates that expire last, at most {@value #MAX_SERIALS}
     * @param through null if {@code serials} holds all revoked certificates. Otherwise, every certificate that expires at or before this
     *     time counts as revoked
     */
    public record Revoked(List<String> serials, @Nullable Instant through) {
        /** Maximum number of serial numbers. */
        public static final int MAX_SERIALS = 64;

        /** Copies the list. */
        public Revoked {
            serials = List.copyOf(serials);
        }

        /** Returns whether the certificate with this serial number, in lower-case hex, and this expiry is revoked. */
        public boolean covers(String serial, Instant notAfter) {
            return serials.contains(serial) || (through != null && !notAfter.isAfter(through));
        }
    }

    /**
     * Target of a device group. An older backend sends no retired CAs.
     *
     * @param current target of the devices that no rollout has opened
     * @param next target of the devices that the newest rollout has opened; null if the group has no set for them
     * @param requiresPostQuantum whether devices of the group must use a post-quantum key exchange
     * @param retiredAuthorities serial numbers in lower-case hex of catalog CAs that were retired before their
     *     expiry; their certificates are invalid
     */
    public record Target(
            CohortTarget current,
            @Nullable NextTarget next,
            boolean requiresPostQuantum,
            List<String> retiredAuthorities) {
        /** Copies the list; an absent one is empty. */
        public Target {
            retiredAuthorities = retiredAuthorities == null ? List.of() : List.copyOf(retiredAuthorities);
        }

        /** Returns a target without a rollout, retired CAs and a connection requirement. */
        public static Target of(CohortTarget current) {
            return new Target(current, null, false, List.of());
        }
    }

    /**
     * Target of a cohort: the devices of a group that a rollout has opened, or all others.
     *
     * @param version version of the manifest set; 0 for no target
     * @param manifestSet signed manifest set, base64 in JSON; empty when the version is 0
     * @param expiresAt expiry of the manifest set, or of this response for version 0; the gateway must fetch the target again before
     * @param images images of the set
     * @param earlierDigests SHA-256 of earlier signed sets that differ from this one only in times, audience and keys. A device with one of
     *     them does not need this set
     * @param offer contents of the set and policy that decides who is offered it; null for version 0, or from an older backend, which
     *     offers the set to all devices
     */
    public record CohortTarget(
            long version,
            Blob manifestSet,
            Instant expiresAt,
            List<TargetImage> images,
            List<Digest> earlierDigests,
            @Nullable Offer offer) {
        /** Copies the lists; absent earlier digests are none. */
        public CohortTarget {
            images = List.copyOf(images);
            earlierDigests = earlierDigests == null ? List.of() : List.copyOf(earlierDigests);
        }

        /** Creates a target without earlier sets that is offered to all devices. */
        public CohortTarget(long version, Blob manifestSet, Instant expiresAt, List<TargetImage> images) {
            this(version, manifestSet, expiresAt, images, List.of(), null);
        }
    }

    /**
     * Target of the devices that the newest rollout of a group has opened. Unless it is withheld, devices in the audience get it instead of
     * the current target.
     *
     * @param target the target, with a higher version than the current one
     * @param audience the open devices, as in the signed set
     * @param list {@link MemberList} of the audience, base64 in JSON; it is sent with the signed set
     * @param withheld whether the rollout is halted, paused, rolling back or aborted: no device is offered the target, and its expiry does
     *     not matter
     */
    public record NextTarget(CohortTarget target, RolloutAudience audience, Blob list, boolean withheld) {}

    /**
     * Offer of a manifest set.
     *
     * @param hasSystem whether the set has an operating system
     * @param hasApplications whether the set has images of a deployment
     * @param emergency whether devices install the set at once: it is of a rollout that is an emergency, or leads devices back
     * @param policy update policy of the group
     */
    public record Offer(boolean hasSystem, boolean hasApplications, boolean emergency, UpdatePolicyText policy) {}

    /**
     * Policy of kind {@code update}.
     *
     * @param id such as {@code update/UpdateAll}
     * @param version version, from 1
     * @param yaml text without ID and version
     */
    public record UpdatePolicyText(String id, int version, String yaml) {}

    /**
     * An image of a target.
     *
     * @param image GUID of the image
     * @param length length in bytes
     * @param contentDigest SHA-256 of the image package
     */
    public record TargetImage(ImageId image, long length, Digest contentDigest) {}

    /**
     * Newest contact of each device since the last batch.
     *
     * @param contacts at most 10,000
     */
    public record Contacts(List<Contact> contacts) {}

    /**
     * Contact of a device.
     *
     * @param witness witness of the device
     * @param at time of the contact by the gateway's clock, in the years 1 to 9999
     * @param manifestVersion manifest version that the device reported; 0 for none, or for a set of another group or catalog
     * @param keyExchange key exchange of the connection
     * @param offered version of the manifest set that the gateway sent in answer, or held; 0 for none
     * @param heldBy ID of the update policy that held the set, at most 256 characters; empty if none did
     */
    public record Contact(
            Witness witness, Instant at, long manifestVersion, KeyExchange keyExchange, long offered, String heldBy) {
        private static final int MAX_POLICY_ID = 256;

        /** Checks the limits, and sets the defaults of absent members. */
        public Contact {
            DeviceReport.requireStorable(at);
            keyExchange = keyExchange == null ? KeyExchange.UNKNOWN : keyExchange;
            heldBy = heldBy == null ? "" : heldBy;
            if (heldBy.length() > MAX_POLICY_ID || !DeviceReport.isWhole(heldBy)) {
                throw new IllegalArgumentException(
                        "heldBy has more than 256 characters, a NUL or an unpaired surrogate");
            }
        }

        /** Creates a contact without an offer. */
        public Contact(Witness witness, Instant at, long manifestVersion, KeyExchange keyExchange) {
            this(witness, at, manifestVersion, keyExchange, 0, "");
        }

        /** Creates a contact without an offer, with an unknown key exchange. */
        public Contact(Witness witness, Instant at, long manifestVersion) {
            this(witness, at, manifestVersion, KeyExchange.UNKNOWN, 0, "");
        }
    }

    /**
     * Device reports.
     *
     * @param reports at most 1,000
     */
    public record Reports(List<Report> reports) {}

    /**
     * Response to reports if some were not stored. All other reports are stored.
     *
     * @param refused devices with a report without a valid witness
     * @param overLimit devices that exceed their limit
     */
    public record ReportsNotStored(List<DeviceId> refused, List<DeviceId> overLimit) {}

    /**
     * Report of a device.
     *
     * @param witness witness of the device
     * @param report content of the report
     */
    public record Report(Witness witness, DeviceReport report) {}

    /**
     * Changes since a position.
     *
     * @param next value of {@code after} for the next request
     * @param changes oldest first, at most {@value #MAX_CHANGES}; a full page means that there may be more
     * @param startOver whether the requested position is too old or unknown: {@code changes} is empty, {@code next} is the newest position,
     *     and all cached data may be stale
     */
    public record Changes(String next, List<Change> changes, boolean startOver) {
        /** Maximum number of changes in a response. */
        public static final int MAX_CHANGES = 1_000;

        /** Copies the list. */
        public Changes {
            changes = List.copyOf(changes);
        }

        /** Creates a response without a gap. */
        public Changes(String next, List<Change> changes) {
            this(next, changes, false);
        }

        /** Returns whether the next request may return more changes at once. */
        public boolean hasMore() {
            return changes.size() == MAX_CHANGES;
        }
    }

    /**
     * Change that invalidates cached data. It does not tell the ID of a device or group to a gateway that does not know it.
     *
     * @param kind kind of the invalid data
     * @param key first 16 bytes, in lower-case hex, of the SHA-256 digest of the device ID (64 bytes) for {@link Kind#DEVICE}, of the group's
     *     GUID (16 bytes) for {@link Kind#GROUP_TARGET}
     */
    public record Change(Kind kind, String key) {
        private static final int KEY_DIGITS = 32;

        /** Kind of cached data. */
        public enum Kind {
            /** Target of a group. */
            GROUP_TARGET,
            /** Assignment of a device. */
            DEVICE
        }

        /** Returns the change of a device's assignment. */
        public static Change of(DeviceId device) {
            return new Change(Kind.DEVICE, key(device.bytes()));
        }

        /** Returns the change of a group's target. */
        public static Change of(UUID group) {
            byte[] guid = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(group.getMostSignificantBits())
                    .putLong(group.getLeastSignificantBits())
                    .array();
            return new Change(Kind.GROUP_TARGET, key(guid));
        }

        private static String key(byte[] id) {
            return Digest.sha256(id).hex().substring(0, KEY_DIGITS);
        }
    }
}
