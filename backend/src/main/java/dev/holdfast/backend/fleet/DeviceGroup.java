package dev.holdfast.backend.fleet;

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

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected DeviceGroup() {}

    /** Makes one of the groups that a product starts with. */
    DeviceGroup(Product product, DefaultGroup template, int position) {
        this.catalogId = product.catalogId();
        this.id = UUID.randomUUID();
        this.productId = product.id();
        this.name = template.title();
        this.description = template.description();
        this.osFeedType = template.feed().apiName();
        this.updatePolicy = template.policy().apiName();
        this.position = position;
    }
}
