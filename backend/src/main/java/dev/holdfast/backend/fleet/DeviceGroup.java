package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** Device group: devices of a product that get the same software. */
@Entity
@Table(name = "device_group")
@IdClass(DeviceGroup.Key.class)
class DeviceGroup {
    record Key(UUID catalogId, UUID id) implements Serializable {}

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

    @Column(name = "requires_approval")
    private boolean requiresApproval;

    @Column(name = "time_zone")
    private String timeZone = "UTC";

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected DeviceGroup() {}

    @SuppressWarnings("NullAway.Init") // set() assigns the other fields
    DeviceGroup(Product product, NewDeviceGroup request, int position) {
        this.catalogId = product.catalogId();
        this.id = UUID.randomUUID();
        this.productId = product.id();
        this.name = request.name();
        this.position = position;
        set(request.settings());
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    GroupSettings settings() {
        return new GroupSettings(
                description, osFeedType, updatePolicy, allowCrashDumps, region, requiresApproval, timeZone);
    }

    void requirePostQuantum(boolean required) {
        requiresPostQuantum = required;
    }

    void set(GroupSettings settings) {
        description = settings.description();
        osFeedType = settings.osFeedType();
        updatePolicy = settings.updatePolicy();
        allowCrashDumps = settings.allowCrashDumpsCollection();
        region = settings.regionalDataBoundary();
        requiresApproval = Objects.requireNonNullElse(settings.requiresApproval(), requiresApproval);
        timeZone = Objects.requireNonNullElse(settings.timeZone(), timeZone);
    }
}
