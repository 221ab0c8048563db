package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.FlashTable.Slot;
import java.io.IOException;
import java.util.List;

/**
 * ROM → 1BL → Pluton runtime → Wi-Fi firmware → security monitor → normal-world loader → device tree → kernel → root
 * file system → services → applications. Each image is verified with the key that the trusted keystore has for its type,
 * then measured, then run. The keystore and the certificate store are verified first, with the key in the fuses.
 */
final class BootChain {
    /** The order of boot. */
    static final List<ImageType> ORDER = List.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.WIFI_FIRMWARE,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_DTB,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS,
            ImageType.SERVICES,
            ImageType.CUSTOMER_BOARD_CONFIG,
            ImageType.APPLICATIONS);

    private final Pluton pluton;
    private final Flash flash;

    BootChain(Pluton pluton, Flash flash) {
        this.pluton = pluton;
        this.flash = flash;
    }

    /** What was verified before anything ran. */
    record Verified(TrustedKeystore keystore, UpdateCertificateStore certificates) {}

    /** Why the chain stopped. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final ImageType type;
        private final String reason;

        Refusal(ImageType type, String reason) {
            super(reason);
            this.type = type;
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        String image() {
            return type.apiName();
        }
    }

    /**
     * Boots the images in use.
     *
     * @throws Refusal when one of them must not run
     */
    Verified run() throws IOException, Refusal {
        pluton.reset();
        P256PublicKey rom = pluton.fuses().operatingSystemKey();
        ImagePackage keystoreImage = verified(only(ImageType.TRUSTED_KEYSTORE), rom);
        ImagePackage storeImage = verified(only(ImageType.UPDATE_CERT_STORE), rom);
        Verified trust = decode(keystoreImage, storeImage);
        pluton.latchKeystoreVersion(keystoreImage.metadata().securityVersion());
        for (ImageType type : ORDER) {
            List<Slot> slots = slots(type);
            if (slots.isEmpty() && !type.belongsToCustomer()) {
                throw new Refusal(type, "there is no image of this type");
            }
            for (Slot slot : slots) {
                pluton.extend(verified(slot, trust.keystore().keyFor(type)).measure());
            }
        }
        return trust;
    }

    private static Verified decode(ImagePackage keystore, ImagePackage store) throws Refusal {
        try {
            return new Verified(TrustedKeystore.decode(keystore.body()), UpdateCertificateStore.decode(store.body()));
        } catch (FormatException e) {
            throw new Refusal(ImageType.TRUSTED_KEYSTORE, String.valueOf(e.getMessage()));
        }
    }

    private ImagePackage verified(Slot slot, P256PublicKey key) throws IOException, Refusal {
        byte[] bytes = flash.read(slot.digest()).orElseThrow(() -> new Refusal(slot.type(), "the image is missing"));
        ImagePackage image;
        try {
            image = ImagePackage.verify(bytes, key);
        } catch (FormatException e) {
            throw new Refusal(slot.type(), String.valueOf(e.getMessage()));
        }
        if (image.metadata().type() != slot.type()
                || !image.metadata().component().equals(slot.component())) {
            throw new Refusal(slot.type(), "the image is not of the component that the partition is for");
        }
        long floor = pluton.fuses().securityFloor(slot.component());
        if (image.metadata().securityVersion() < floor) {
            throw new Refusal(
                    slot.type(),
                    "security version " + image.metadata().securityVersion() + " is below the fuses' " + floor);
        }
        return image;
    }

    private Slot only(ImageType type) throws Refusal {
        List<Slot> slots = slots(type);
        if (slots.size() != 1) {
            throw new Refusal(type, slots.size() + " images of this type, expected one");
        }
        return slots.getFirst();
    }

    private List<Slot> slots(ImageType type) {
        return flash.table().current().stream()
                .filter(slot -> slot.type() == type)
                .toList();
    }
}
