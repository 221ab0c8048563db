package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import dev.holdfast.sim.mt3620.boot.Signatures;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Installs a developer's images over the service port. Both the installation and the start of these images need the
 * capability <em>application development</em>; without it, they stay in flash.
 */
public final class Sideload {
    private static final int APPLICATION_DEVELOPMENT = 11;

    private final RootOfTrust root;
    private final Slots slots;
    private final TrustedKeys keystore;

    /**
     * Sideloads to a chip that has booted.
     *
     * @param keystore trusted keystore of this boot
     */
    public Sideload(RootOfTrust root, NorFlash flash, ChipProfile profile, TrustedKeys keystore) {
        this.root = root;
        this.slots = new Slots(root, flash, profile);
        this.keystore = keystore;
    }

    /**
     * Installs an image that is signed by the development key, in place of the installed image of the same component.
     * The new image is on trial from the next boot on.
     *
     * @throws UpdateRefusedException when application development is not enabled, or the image is not a developer's
     */
    public void install(Blob image) throws UpdateRefusedException, IOException {
        ImageSet current = developing();
        ImagePackage own = verified(image);
        ImageType type = own.metadata().type();
        if (!type.belongsToCustomer()) {
            throw refused(Reason.IMAGE_TYPE_NOT_ALLOWED, type.apiName() + " cannot be sideloaded");
        }
        InstalledImage installed = new InstalledImage(
                type,
                own.metadata().component(),
                own.metadata().image(),
                own.measuredDigest(),
                own.length(),
                0,
                Origin.SIDELOADED);
        List<InstalledImage> customers = new ArrayList<>(without(current, installed.component()));
        customers.add(installed);
        ImageSet target = slots.target(current).withCustomers(customers);
        if (target.equals(current)) {
            return;
        }
        slots.prepare();
        for (InstalledImage placed : target.customers()) {
            if (placed.digest().equals(installed.digest())) {
                slots.write(target, placed, own);
            }
        }
        slots.install(current.manifestVersion(), target, keystore, keystore);
    }

    /**
     * Removes a customer's component from the next boot on, if it is installed.
     *
     * @throws UpdateRefusedException when application development is not enabled
     */
    public void remove(ComponentId component) throws UpdateRefusedException, IOException {
        ImageSet current = developing();
        ImageSet target = slots.target(current).withCustomers(without(current, component));
        if (!target.equals(current)) {
            slots.install(current.manifestVersion(), target, keystore, keystore);
        }
    }

    private ImageSet developing() throws UpdateRefusedException {
        if (!root.capabilities().contains(APPLICATION_DEVELOPMENT)) {
            throw refused(Reason.NO_APPLICATION_DEVELOPMENT, "application development is not enabled");
        }
        return slots.confirmedManifest().current();
    }

    private ImagePackage verified(Blob image) throws UpdateRefusedException {
        Optional<P256PublicKey> key = keystore.developmentKey();
        if (key.isEmpty()) {
            throw refused(Reason.IMAGE_NOT_TRUSTED, "the keystore has no development key");
        }
        try {
            return Signatures.verify(image.bytes(), List.of(key.get()));
        } catch (FormatException e) {
            throw refused(Reason.IMAGE_NOT_TRUSTED, String.valueOf(e.getMessage()));
        }
    }

    private static List<InstalledImage> without(ImageSet current, ComponentId component) {
        return current.customers().stream()
                .filter(image -> !image.component().equals(component))
                .toList();
    }

    private static UpdateRefusedException refused(Reason reason, String why) {
        return new UpdateRefusedException(reason, 0, why);
    }
}
