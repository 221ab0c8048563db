package dev.holdfast.ui.image;

import dev.holdfast.contract.operator.image.ImageView;
import java.util.Set;

/** Which images a catalog may deploy: its own. The operating system comes to devices by its feed, not by deployments. */
public final class Deployable {
    private static final Set<String> TYPES = Set.of("Applications", "CustomerBoardConfig");

    private Deployable() {}

    /** Returns whether the operator API takes this image in a deployment. */
    public static boolean is(ImageView image) {
        return TYPES.contains(image.type());
    }
}
