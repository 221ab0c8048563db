package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Cause;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.profile.BootStage;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a part's boot order: verifies each image, measures it, then starts it. The ROM key verifies the images up to the trusted
 * keystore, and the later stages for which the profile requires it. Keys of the keystore verify the rest of the operating system,
 * sideloaded images, and the stored manifest set. That set names the keys that verify customers' images. Use an object for one run.
 */
final class BootChain {
    /** Number of the capability. */
    private static final int APPLICATION_DEVELOPMENT = 11;

    private final RootOfTrust root;
    private final NorFlash flash;
    private final Banks banks;
    private final CapabilityStore capabilities;
    private final ChipProfile profile;
    private final Consumer<String> console;

    private final List<ImageType> backups = new ArrayList<>();
    private final List<ComponentId> omitted = new ArrayList<>();
    private final Set<InstalledImage> damaged = new HashSet<>();
    private final Map<ComponentId, Long> versions = new HashMap<>();
    private @Nullable TrustedKeys keystore;
    private @Nullable UpdateCertificateStore certificates;

    BootChain(
            RootOfTrust root, NorFlash flash, PartitionMap partitions, ChipProfile profile, Consumer<String> console) {
        this.root = root;
        this.flash = flash;
        this.banks = new Banks(flash.geometry(), partitions);
        this.capabilities = new CapabilityStore(flash, partitions);
        this.profile = profile;
        this.console = console;
    }

    /**
     * Result of a run.
     *
     * @param outcome outcome of the boot
     * @param damaged images whose first copy is damaged and whose backup booted
     * @param versions security versions of all started images, keystore and certificate store included
     */
    record Run(BootOutcome.Booted outcome, Set<InstalledImage> damaged, Map<ComponentId, Long> versions) {}

    /** The chain stopped. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final ImageType type;
        private final Cause reason;

        Refusal(ImageType type, Cause reason, String message) {
            super(message);
            this.type = type;
            this.reason = reason;
        }

        BootOutcome.Refused outcome() {
            return new BootOutcome.Refused(type.apiName(), reason, String.valueOf(getMessage()));
        }
    }

    /**
     * Boots a set of images.
     *
     * @param change outcome of an update that this boot decides
     * @throws Refusal when a required image must not run
     */
    Run run(ImageSet set, BootOutcome.Change change) throws Refusal {
        for (BootStage stage : profile.boot()) {
            List<InstalledImage> images = set.ofType(stage.type());
            if (!stage.count().allows(images.size())) {
                throw new Refusal(
                        stage.type(),
                        Cause.WRONG_NUMBER,
                        images.size() + " images of type " + stage.type().apiName());
            }
            for (InstalledImage image : images) {
                run(set, stage, image, change);
            }
        }
        if (keystore == null || certificates == null) {
            throw new IllegalStateException("a profile boots a keystore and a certificate store");
        }
        return new Run(
                new BootOutcome.Booted(keystore, certificates, change, backups, omitted),
                damaged,
                Map.copyOf(versions));
    }

    private void run(ImageSet set, BootStage stage, InstalledImage image, BootOutcome.Change change) throws Refusal {
        Signatures.Verified verified;
        try {
            List<P256PublicKey> keys = keys(set, stage, image);
            if (keys.isEmpty() && image.origin() == Origin.SIDELOADED) {
                omit(stage, image, "application development is not enabled");
                return;
            }
            verified = verified(set, stage, image, keys);
        } catch (Refusal refusal) {
            // A customer's image that ran before and is now damaged must not stop the device.
            if (!image.type().belongsToCustomer() || change == BootOutcome.Change.INSTALLED) {
                throw refusal;
            }
            omit(stage, image, String.valueOf(refusal.getMessage()));
            return;
        }
        trust(verified.image());
        if (stage.measured()) {
            root.extend(verified.measurement(), verified.signer());
        }
        ImageMetadata metadata = verified.image().metadata();
        versions.merge(metadata.component(), metadata.securityVersion(), Math::max);
    }

    private void omit(BootStage stage, InstalledImage image, String reason) {
        console.accept("NOT STARTED " + stage.console() + " " + image.component() + ": " + reason);
        omitted.add(image.component());
    }

    /**
     * Returns the keys of which one must have signed the image; none if the image was sideloaded, and application development is not
     * enabled or the keystore has no development key.
     */
    private List<P256PublicKey> keys(ImageSet set, BootStage stage, InstalledImage image) throws Refusal {
        if (keystore == null || stage.key() == BootStage.SigningKey.ROM) {
            return List.of(root.romKey());
        }
        if (image.origin() == Origin.SIDELOADED) {
            return root.capabilities().contains(APPLICATION_DEVELOPMENT)
                    ? keystore.developmentKey().stream().toList()
                    : List.of();
        }
        if (!image.type().belongsToCustomer()) {
            return List.of(keystore.operatingSystemKey());
        }
        try {
            return set.imageKeys(keystore.setKey());
        } catch (FormatException e) {
            throw new Refusal(image.type(), Cause.NOT_SIGNED, "the stored manifest set: " + e.getMessage());
        }
    }

    private Signatures.Verified verified(ImageSet set, BootStage stage, InstalledImage image, List<P256PublicKey> keys)
            throws Refusal {
        Bank bank = set.bank(image.type());
        if (!banks.hasRoomFor(image)) {
            throw new Refusal(image.type(), Cause.MALFORMED, "the boot manifest places it outside its partition");
        }
        if (!banks.isAlone(image, set)) {
            throw new Refusal(image.type(), Cause.MALFORMED, "the boot manifest places it over another image");
        }
        try {
            return verified(banks.address(image, bank), image, keys);
        } catch (Refusal first) {
            if (image.type().belongsToCustomer()) {
                throw first;
            }
            try {
                Signatures.Verified backup = verified(banks.address(image, bank.other()), image, keys);
                console.accept("BOOTING BACKUP " + stage.console());
                backups.add(image.type());
                damaged.add(image);
                return backup;
            } catch (Refusal second) {
                throw first;
            }
        }
    }

    private Signatures.Verified verified(int address, InstalledImage image, List<P256PublicKey> keys) throws Refusal {
        Signatures.Verified verified;
        try {
            verified = Signatures.measured(flash.read(address, image.length()), keys);
        } catch (FormatException e) {
            throw new Refusal(image.type(), Cause.NOT_SIGNED, String.valueOf(e.getMessage()));
        }
        ImagePackage found = verified.image();
        if (found.metadata().type() != image.type()
                || !found.metadata().component().equals(image.component())
                || !found.measuredDigest().equals(image.digest())) {
            throw new Refusal(image.type(), Cause.WRONG_IMAGE, "the image is not the one that the boot manifest names");
        }
        long floor = root.securityFloor(image.component());
        if (found.metadata().securityVersion() < floor) {
            throw new Refusal(
                    image.type(),
                    Cause.ROLLED_BACK,
                    "security version " + found.metadata().securityVersion() + " is below the fuses' " + floor);
        }
        return verified;
    }

    /** Puts the content of a keystore or certificate store in use. Other images change nothing. */
    private void trust(ImagePackage image) throws Refusal {
        ImageType type = image.metadata().type();
        try {
            if (type == ImageType.TRUSTED_KEYSTORE) {
                TrustedKeys keys = TrustedKeys.decode(image.body());
                keystore = keys;
                root.latchKeystoreVersion(image.metadata().securityVersion());
                root.latchCapabilityKeys(keys.capabilityKeys());
                if (capabilities
                        .installed()
                        .filter(file -> !root.presentCapabilities(file))
                        .isPresent()) {
                    console.accept("IGNORED capability file: not for this device, not signed, or expired");
                }
            } else if (type == ImageType.UPDATE_CERT_STORE) {
                certificates = UpdateCertificateStore.decode(image.body());
            }
        } catch (FormatException e) {
            throw new Refusal(type, Cause.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
