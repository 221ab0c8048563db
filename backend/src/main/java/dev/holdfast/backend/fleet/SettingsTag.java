package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.ProductView;

/** Entity tags (RFC 9110 §8.8.3) of what somebody can say of products and groups: they follow from that and from nothing else. */
final class SettingsTag {
    private SettingsTag() {}

    static String of(DeviceGroupView group) {
        GroupSettings settings = group.settings();
        return EntityTag.of(
                group.name(),
                settings.description(),
                settings.osFeedType(),
                settings.updatePolicy(),
                settings.allowCrashDumpsCollection(),
                settings.regionalDataBoundary(),
                group.requiresPostQuantum());
    }

    static String of(ProductView product) {
        return EntityTag.of(product.name(), product.description());
    }
}
