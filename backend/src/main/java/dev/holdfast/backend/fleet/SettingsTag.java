package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110 §8.8.3) of what somebody can say of products and groups: they follow from that and from nothing else. */
final class SettingsTag {
    private static final int LENGTH = 32;

    private SettingsTag() {}

    static String of(DeviceGroupView group) {
        GroupSettings settings = group.settings();
        return tag(
                group.name(),
                settings.description(),
                settings.osFeedType(),
                settings.updatePolicy(),
                settings.allowCrashDumpsCollection(),
                settings.regionalDataBoundary());
    }

    static String of(ProductView product) {
        return tag(product.name(), product.description());
    }

    private static String tag(String... parts) {
        return '"'
                + Digest.sha256(String.join("\0", parts).getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, LENGTH)
                + '"';
    }

    /** Fails unless {@code tag} is one that an {@code If-Match} names; null and {@code *} are good for any. */
    static void requireMatch(String tag, @Nullable String expected) {
        if (expected != null
                && !expected.strip().equals("*")
                && Arrays.stream(expected.split(",", -1)).map(String::strip).noneMatch(tag::equals)) {
            throw ProblemException.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Someone else changed it since you read it. Nothing was changed: read it again, and change what it says"
                            + " now.");
        }
    }
}
