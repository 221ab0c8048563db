package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device.
 *
 * @param id device ID
 * @param name human-readable, empty when nobody named it
 * @param product its product; {@link NoGroup#NAME} of a device that is in no group
 * @param group its group; {@link NoGroup#NAME} of a device that is in no group
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
 * @param tags its tags, sorted
 * @param notes what people noted; empty for nothing
 * @param applications the applications that it proved to run when it attested last
 * @param capabilities capabilities that were enabled when it attested last, such as {@code EnableFieldServicing (13)}
 * @param manufacturingState how far its manufacture had come when it attested last, such as {@code DEVICE_COMPLETE}; empty
 *     before it did
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
        @Nullable Block block,
        List<String> tags,
        String notes,
        List<DeviceApplication> applications,
        List<String> capabilities,
        String manufacturingState) {
    /** Copies the lists. */
    public DeviceView {
        tags = List.copyOf(tags);
        applications = List.copyOf(applications);
        capabilities = List.copyOf(capabilities);
    }
}
