package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** Devices that get the same software. */
@Entity
@Table(name = "device_group")
@IdClass(DeviceGroupKey.class)
class DeviceGroup {
    @Id
    @Column(name = "catalog_id")
    private UUID catalogId;

    @Id
    @Column(name = "group_id")
    private UUID id;

    @Column(name = "product_id")
    private UUID productId;

    @Column(name = "name")
    private String name;

    @Column(name = "description")
    private String description;

    @Column(name = "os_feed_type")
    private String osFeedType;

    @Column(name = "update_policy")
    private String updatePolicy;

    @Column(name = "position")
    private int position;

    @Column(name = "allow_crash_dumps")
    private String allowCrashDumps;

    @Column(name = "region")
    private String region;

    @Column(name = "requires_post_quantum")
    private boolean requiresPostQuantum;

    @Column(name = "target_manifest", insertable = false, updatable = false)
    private long targetManifest;

    @Column(name = "renewal_due")
    private boolean renewalDue;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected DeviceGroup() {}

    @SuppressWarnings("NullAway.Init") // so does change
    DeviceGroup(Product product, NewDeviceGroup wanted, int position) {
        this.catalogId = product.catalogId();
        this.id = UUID.randomUUID();
        this.productId = product.id();
        this.name = wanted.name();
        this.position = position;
        set(wanted.settings());
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    GroupSettings settings() {
        return new GroupSettings(description, osFeedType, updatePolicy, allowCrashDumps, region);
    }

    /** Another feed or update policy makes the group's manifest set due anew. */
    void change(GroupSettings settings) {
        boolean sameImages = osFeedType.equals(settings.osFeedType()) && updatePolicy.equals(settings.updatePolicy());
        renewalDue |= !sameImages && targetManifest > 0;
        set(settings);
    }

    void requirePostQuantum(boolean required) {
        requiresPostQuantum = required;
    }

    private void set(GroupSettings settings) {
        description = settings.description();
        osFeedType = settings.osFeedType();
        updatePolicy = settings.updatePolicy();
        allowCrashDumps = settings.allowCrashDumpsCollection();
        region = settings.regionalDataBoundary();
    }
}
