package dev.holdfast.backend.update.deployment;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says for approvers which images change, and what one device downloads. The words do not depend on what devices attest. */
public final class ReplacedImages {
    private ReplacedImages() {}

    /** Returns one sentence for each change, and one for the bytes. */
    public static List<String> words(List<ImageView> before, List<ImageView> after) {
        List<String> words = new ArrayList<>(PreviewDeployment.changes(before, after).stream()
                .map(ReplacedImages::words)
                .toList());
        words.add(bytes(PreviewDeployment.bytes(before, after)));
        return words;
    }

    /** Returns for instance {@code A device with the images before downloads 1,234 bytes.} */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "A device with the images before downloads %,d bytes.", bytes);
    }

    private static String words(ImageChange change) {
        return name(change.before()) + " → " + name(change.after()) + ".";
    }

    private static String name(@Nullable ImageView image) {
        return image == null
                ? "no image"
                : image.name() + " (" + image.id() + ") with security version " + image.securityVersion();
    }
}
