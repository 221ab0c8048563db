package dev.holdfast.ui.image;

import dev.holdfast.contract.operator.image.ImageView;
import java.util.List;

/** Which images a catalog may deploy: its own. The operating system comes to devices by its feed, not by deployments. */
public final class Deployable {
    private static final List<String> TYPES = List.of("Applications", "CustomerBoardConfig");

    static final String FILTER = "type:" + String.join(",", TYPES);

    private Deployable() {}

    /** Returns whether the operator API takes this image in a deployment. */
    public static boolean is(ImageView image) {
        return TYPES.contains(image.type());
    }
}
