package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device.
 *
 * @param id device ID
 * @param name human-readable, empty when nobody named it
 * @param product its product
 * @param group its group
 * @param trust what Holdfast thinks of it
 * @param reason why, in one sentence; empty when trusted
 * @param reasonCode code of the finding behind the reason; empty when trusted
 * @param trustSince since when
 * @param update how its update stands
 * @param installedManifest the manifest version that it runs, 0 when none
 * @param targetManifest the manifest version that it should run, 0 when none
 * @param osVersion the release name of its operating system, empty when not known
 * @param lastSeen its last contact
 * @param lastAttestation its last attestation, of any outcome
 * @param certificateExpires when its customer certificate expires
 * @param claimedAt when it came into the catalog
 * @param lastAvailableOsVersion the release that its OS feed has for it, as far as its manifest set says so: what it is offered, or
 *     has; empty when the feed has nothing for its part
 * @param health what is known of it now; {@code reason} says why
 * @param keyExchange how the keys of its last connection were agreed: a TLS group such as {@code X25519MLKEM768}, which is
 *     post-quantum, {@code X25519} or {@code SECP256R1}; {@code UNKNOWN} before its first poll
 * @param block who blocked it, when and why; null when nobody did
 */
public record DeviceView(
        DeviceId id,
        String name,
        String product,
        String group,
        Trust trust,
        String reason,
        String reasonCode,
        @Nullable Instant trustSince,
        UpdateState update,
        long installedManifest,
        long targetManifest,
        String osVersion,
        @Nullable Instant lastSeen,
        @Nullable Instant lastAttestation,
        @Nullable Instant certificateExpires,
        Instant claimedAt,
        String lastAvailableOsVersion,
        Health health,
        String keyExchange,
        @Nullable Block block) {}
