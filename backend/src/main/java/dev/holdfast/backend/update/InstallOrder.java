package dev.holdfast.backend.update;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.operator.ImageView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** In which order a device installs images: the trusted keystore, then the operating system, then applications. */
final class InstallOrder {
    private static final Comparator<ImageView> ORDER = Comparator.<ImageView>comparingInt(
                    image -> rank(DeployedImage.type(image)))
            .thenComparingInt(image -> DeployedImage.type(image).number());

    private InstallOrder() {}

    static List<ImageView> of(Collection<ImageView> images) {
        return images.stream().sorted(ORDER).toList();
    }

    private static int rank(ImageType type) {
        return switch (type) {
            case TRUSTED_KEYSTORE, UPDATE_CERT_STORE -> 0;
            default -> type.belongsToCustomer() ? 2 : 1;
        };
    }
}
