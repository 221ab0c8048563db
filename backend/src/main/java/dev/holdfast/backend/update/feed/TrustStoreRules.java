package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.contract.mt3620.KeystoreUpdate;
import java.util.List;
import java.util.Optional;

/** Refuses a keystore that devices would refuse (see {@link KeystoreUpdate}): not listed in the release's base manifest, older, or empty. Pure. */
final class TrustStoreRules {
    private TrustStoreRules() {}

    /**
     * Fails with {@code invalid-content} if devices would refuse the keystore, if the base manifest is missing or there without the
     * keystore, or if it does not list the certificate store.
     *
     * @param packages the release's keystore, certificate store and base manifest, as far as it has them
     * @param seen highest security version of a keystore for the part, 0 for none
     */
    static void require(List<ImagePackage> packages, long seen) {
        Optional<ImagePackage> keystore = find(packages, ImageType.TRUSTED_KEYSTORE);
        Optional<ImageManifest> manifest =
                find(packages, ImageType.BASE_SYSTEM_UPDATE_MANIFEST).map(TrustStoreRules::read);
        if (keystore.isPresent() != manifest.isPresent()) {
            throw ProblemException.badContent(
                    "A trusted keystore needs the base manifest that lists it, and the other way round: "
                            + (keystore.isPresent() ? "the manifest" : "the keystore")
                            + " is missing. Nothing was released.");
        }
        keystore.ifPresent(keys -> requireAccepted(keys, manifest.orElseThrow(), seen));
        find(packages, ImageType.UPDATE_CERT_STORE)
                .ifPresent(store -> manifest.ifPresent(list -> requireListed(store, list)));
    }

    private static void requireAccepted(ImagePackage keystore, ImageManifest manifest, long seen) {
        if (manifest.securityVersion() != keystore.metadata().securityVersion()) {
            throw ProblemException.badContent(
                    "The base manifest and its keystore have different security versions. Nothing was released.");
        }
        if (KeystoreUpdate.decide(keystore, manifest, seen) instanceof KeystoreUpdate.Refused refused) {
            throw ProblemException.badContent("Devices would refuse the trusted keystore: "
                    + switch (refused.reason()) {
                        case NOT_A_KEYSTORE, MALFORMED -> "it is malformed";
                        case NOT_A_BASE_MANIFEST -> "its manifest is not a base manifest";
                        case NOT_LISTED -> "the base manifest does not list it";
                        case MISMATCHED_ENTRY -> "the base manifest lists it with another component or length";
                        case ROLLED_BACK -> "it is older than theirs";
                        case NO_KEYS -> "it has no keys";
                    }
                    + ". Nothing was released.");
        }
    }

    private static void requireListed(ImagePackage store, ImageManifest manifest) {
        boolean listed = manifest.entry(store.metadata().image())
                .filter(entry -> entry.type() == ImageType.UPDATE_CERT_STORE && entry.fileLength() == store.length())
                .isPresent();
        if (!listed) {
            throw ProblemException.badContent(
                    "The base manifest does not list the release's certificate store. Nothing was released.");
        }
    }

    private static ImageManifest read(ImagePackage image) {
        try {
            return ImageManifest.read(image);
        } catch (FormatException e) {
            throw ProblemException.badContent("The base manifest is malformed: " + e.getMessage() + ".");
        }
    }

    private static Optional<ImagePackage> find(List<ImagePackage> packages, ImageType type) {
        return packages.stream()
                .filter(image -> image.metadata().type() == type)
                .findFirst();
    }
}
