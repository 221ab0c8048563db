package dev.holdfast.backend.update.deployment;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says for approvers which images change, and what one device downloads. The words do not depend on what devices attest. */
public final class ReplacedImages {
    private ReplacedImages() {}

    /** Returns one sentence for each change, and one for the bytes. */
    public static List<String> words(List<ImageView> before, List<ImageView> after) {
        return Stream.concat(
                        changes(before, after).stream().map(change -> change + "."),
                        Stream.of(bytes(PreviewDeployment.bytes(before, after))))
                .toList();
    }

    /** Returns each change. */
    public static List<String> changes(List<ImageView> before, List<ImageView> after) {
        return PreviewDeployment.changes(before, after).stream()
                .map(ReplacedImages::words)
                .toList();
    }

    /** Returns for instance {@code A device with the images before downloads 1,234 bytes.} */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "A device with the images before downloads %,d bytes.", bytes);
    }

    /** Returns a change, such as {@code lamp (ID) with security version 1 → lamp (ID) with security version 2}. */
    public static String words(ImageChange change) {
        return name(change.before()) + " → " + name(change.after());
    }

    private static String name(@Nullable ImageView image) {
        return image == null
                ? "no image"
                : image.name() + " (" + image.id() + ") with security version " + image.securityVersion();
    }
}
