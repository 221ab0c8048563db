package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.contract.mt3620.KeystoreUpdate;
import dev.holdfast.contract.mt3620.TrustedKeystore;
import dev.holdfast.sim.mt3620.boot.BootManifest;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import dev.holdfast.sim.mt3620.boot.Signatures;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Installs manifest sets: {@link #plan} checks the set, {@link #stage} each image, {@link #commit} puts all images on
 * trial for the next boot. It never installs an older set, an image below the fuses, or a keystore that is not newer.
 * The power may fail at any instant: until the last write of {@code commit}, the current images stay in use.
 */
public final class Updater {
    private static final int APPLICATION_DEVELOPMENT = 11;

    private final RootOfTrust root;
    private final Slots slots;
    private final TrustedKeys keystore;
    private final SetRules rules;

    /**
     * Updates a chip that has booted.
     *
     * @param keystore trusted keystore of this boot
     * @param clock clock for elapsed time, by which manifest sets expire
     */
    public Updater(RootOfTrust root, NorFlash flash, ChipProfile profile, TrustedKeys keystore, InstantSource clock) {
        this.root = root;
        this.slots = new Slots(root, flash, profile);
        this.keystore = keystore;
        this.rules = new SetRules(root, keystore.setKey(), clock);
    }

    /**
     * Checks a manifest set without a list of devices, as {@link #plan(OfferedSet, Optional)} does.
     *
     * @param signedSet signed manifest set from the gateway
     */
    public Optional<UpdatePlan> plan(Blob signedSet, Optional<InstallScope> scope)
            throws UpdateRefusedException, IOException {
        return plan(OfferedSet.of(signedSet), scope);
    }

    /**
     * Checks a manifest set and finds the missing images.
     *
     * @param scope scope of the attestation result of this boot; empty before the first attestation
     * @return plan of the update; empty when the images of the set are already in use, so that the set counts as
     *     installed, or are on trial
     * @throws UpdateRefusedException when the set must not be installed
     */
    public Optional<UpdatePlan> plan(OfferedSet offer, Optional<InstallScope> scope)
            throws UpdateRefusedException, IOException {
        BootManifestStore.Stored stored = slots.stored();
        BootManifest manifest = stored.manifest();
        ManifestSet set = rules.accept(offer, manifest, scope);
        Blob signedSet = offer.signed();
        ImageSet current = manifest.current();
        InstalledSet offered = InstalledSet.of(set, signedSet.bytes());
        // A set that was signed again, with the same version, does not end its own trial.
        if (offered.equals(current.set()) || (stored.onTrial() && offered.isVersionOf(current.set()))) {
            return Optional.empty();
        }
        slots.confirmedManifest();
        rules.requireNotRolledBack(set, manifest);
        ImageSet target =
                slots.target(current).after(set, signedSet, slots.customersSignedBy(current, set.imageKeys()));
        if (target.equals(current.of(offered, signedSet))) {
            slots.recordManifestSet(target);
            return Optional.empty();
        }
        if (root.capabilities().contains(APPLICATION_DEVELOPMENT)
                && !target.customers().equals(current.customers())) {
            target = slots.target(current).afterSystemOf(set);
            if (target.equals(current)) {
                throw new UpdateRefusedException(
                        Reason.APPLICATION_DEVELOPMENT,
                        set.version(),
                        "application development is enabled: applications are not updated from the cloud");
            }
        }
        Optional<TrustedKeys> next = nextKeystore(current, target);
        UpdateKind kind =
                target.operatingSystem().equals(current.operatingSystem()) ? UpdateKind.APPLICATION : UpdateKind.SYSTEM;
        return Optional.of(new UpdatePlan(
                set.version(), set.expiresAt(), set.rules(), kind, target, missing(set, current, target, next), next));
    }

    private Optional<TrustedKeys> nextKeystore(ImageSet current, ImageSet target) {
        InstalledImage expected = target.ofType(ImageType.TRUSTED_KEYSTORE).getFirst();
        if (expected.digest()
                .equals(current.ofType(ImageType.TRUSTED_KEYSTORE).getFirst().digest())) {
            return Optional.of(keystore);
        }
        // A staged keystore counts only together with the manifest that lists it.
        return Optional.empty();
    }

    private List<ManifestSet.Entry> missing(
            ManifestSet set, ImageSet current, ImageSet target, Optional<TrustedKeys> next)
            throws UpdateRefusedException {
        List<ManifestSet.Entry> missing = new ArrayList<>();
        if (next.isEmpty()) {
            missing.add(set.images().stream()
                    .filter(entry -> entry.type() == ImageType.BASE_SYSTEM_UPDATE_MANIFEST)
                    .findFirst()
                    .orElseThrow(() -> new UpdateRefusedException(
                            Reason.KEYSTORE_REFUSED,
                            set.version(),
                            "a new keystore needs the base manifest that lists it")));
        }
        for (InstalledImage image : slots.moving(current, target)) {
            boolean newKeystore = image.type() == ImageType.TRUSTED_KEYSTORE && next.isEmpty();
            boolean here = slots.read(target, image, next).isPresent()
                    || slots.source(current, image, keystore).isPresent();
            if (newKeystore || !here) {
                missing.add(set.images().stream()
                        .filter(entry -> entry.digest().equals(image.digest()))
                        .findFirst()
                        .orElseThrow(() -> new UpdateRefusedException(
                                Reason.NOT_STAGED,
                                set.version(),
                                "image " + image.image() + " in use is damaged, and the set does not contain it")));
            }
        }
        missing.sort(Comparator.comparing(entry -> Phase.of(entry.type())));
        return missing;
    }

    /** Returns the download of a missing image; empty when it cannot be resumed, see {@link ImageDownload}. */
    public Optional<ImageDownload> download(UpdatePlan plan, ManifestSet.Entry entry) {
        return plan.placed(entry).flatMap(image -> slots.download(plan.target(), image));
    }

    /**
     * Verifies a downloaded image and writes it to its slot. An image must come after its dependencies: keystore,
     * operating system, applications.
     *
     * @throws UpdateRefusedException when the image is not in the set, or comes too early
     */
    public void stage(UpdatePlan plan, ManifestSet.Entry entry, Blob downloaded)
            throws UpdateRefusedException, IOException {
        if (!plan.isReadyFor(Phase.of(entry.type()))) {
            throw refused(Reason.OUT_OF_ORDER, plan, entry, "comes before its dependencies");
        }
        if (entry.type() == ImageType.BASE_SYSTEM_UPDATE_MANIFEST) {
            ImagePackage image = verified(plan, entry, downloaded, List.of(root.romKey()));
            plan.bind(baseManifest(plan, entry, image));
        } else {
            InstalledImage expected = plan.placed(entry)
                    .orElseThrow(() -> refused(Reason.IMAGE_NOT_AS_ANNOUNCED, plan, entry, "is not in the set"));
            ImagePackage image =
                    verified(plan, entry, downloaded, slots.keys(plan.target(), expected, plan.keystore()));
            if (entry.type() == ImageType.TRUSTED_KEYSTORE) {
                plan.trust(keystore(plan, entry, image));
            }
            slots.prepare();
            slots.write(plan.target(), expected, image);
        }
        plan.staged(entry);
    }

    private static ImagePackage verified(
            UpdatePlan plan, ManifestSet.Entry entry, Blob downloaded, List<P256PublicKey> keys)
            throws UpdateRefusedException {
        if (keys.isEmpty() && plan.keystore().isEmpty()) {
            throw refused(Reason.OUT_OF_ORDER, plan, entry, "comes before the keystore");
        }
        ImagePackage image;
        try {
            image = Signatures.verify(downloaded.bytes(), keys);
        } catch (FormatException e) {
            throw refused(Reason.IMAGE_NOT_TRUSTED, plan, entry, "is not valid: " + e.getMessage());
        }
        if (!ManifestSet.Entry.of(image).equals(entry)) {
            throw refused(Reason.IMAGE_NOT_AS_ANNOUNCED, plan, entry, "is not the one that the set lists");
        }
        return image;
    }

    private ImageManifest baseManifest(UpdatePlan plan, ManifestSet.Entry entry, ImagePackage image)
            throws UpdateRefusedException {
        try {
            return ImageManifest.verify(image.bytes(), root.romKey());
        } catch (FormatException e) {
            throw refused(Reason.IMAGE_NOT_TRUSTED, plan, entry, "is not valid: " + e.getMessage());
        }
    }

    private TrustedKeys keystore(UpdatePlan plan, ManifestSet.Entry entry, ImagePackage image)
            throws UpdateRefusedException {
        ImageManifest manifest = plan.baseManifest()
                .orElseThrow(() -> refused(Reason.OUT_OF_ORDER, plan, entry, "comes before its base manifest"));
        return switch (KeystoreUpdate.decide(image, manifest, root.securityFloor(entry.component()))) {
            case KeystoreUpdate.Refused(KeystoreUpdate.Refusal reason) ->
                throw refused(Reason.KEYSTORE_REFUSED, plan, entry, "is refused: " + reason);
            case KeystoreUpdate.Accepted(TrustedKeystore keystore, long version) -> {
                try {
                    TrustedKeys next = TrustedKeys.of(keystore);
                    requireSigned(plan, entry, next);
                    yield next;
                } catch (FormatException e) {
                    throw refused(Reason.IMAGE_NOT_TRUSTED, plan, entry, "is not valid: " + e.getMessage());
                }
            }
        };
    }

    /** Requires that the device can verify its manifest set with the new keystore. Otherwise it would start no customer's image. */
    private static void requireSigned(UpdatePlan plan, ManifestSet.Entry entry, TrustedKeys next)
            throws UpdateRefusedException {
        if (plan.target().set().equals(InstalledSet.NONE)) {
            return;
        }
        try {
            plan.target().imageKeys(next.setKey());
        } catch (FormatException e) {
            throw refused(
                    Reason.KEYSTORE_REFUSED, plan, entry, "has a set key that did not sign the device's manifest set");
        }
    }

    /**
     * Returns the time until the rules of the set allow its installation. Zero if they do, or if {@link #commit} refuses the set for another
     * reason, such as its expiry.
     */
    public Duration untilAllowed(UpdatePlan plan, Optional<InstallScope> scope) {
        return rules.untilAllowed(plan, scope);
    }

    /**
     * Puts the plan's images on trial from the next boot on.
     *
     * @param scope scope of the attestation result of this boot; empty before the first attestation
     * @throws UpdateRefusedException when an image is not staged, or changed since, the set or the result expired, or the rules of the
     *     set do not allow the installation now
     */
    public void commit(UpdatePlan plan, Optional<InstallScope> scope) throws UpdateRefusedException, IOException {
        rules.requireAllowed(plan, scope);
        if (!plan.isStaged() || plan.keystore().isEmpty()) {
            throw new UpdateRefusedException(Reason.NOT_STAGED, plan.version(), "images of the set are not staged");
        }
        slots.install(plan.version(), plan.target(), plan.keystore().get(), keystore);
    }

    private static UpdateRefusedException refused(Reason reason, UpdatePlan plan, ManifestSet.Entry entry, String why) {
        return new UpdateRefusedException(reason, plan.version(), "image " + entry.image() + " " + why);
    }
}
