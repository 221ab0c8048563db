package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A device, and its group as the scope of roles.
 *
 * @param name name of the device; may be empty
 * @param title names of the product and group, or {@link NoGroup#WORDS}
 * @param scope scope of the group
 */
public record DeviceScope(DeviceId device, String name, String title, Scope scope) {
    private static final String FIND = """
            select d.name, p.product_id, p.name as product, g.group_id, g.name as grp
            from device d
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where d.catalog_id = $1 and d.device_id = $2""";

    /** Finds a device; empty if it is not in the catalog. */
    public static Uni<Optional<DeviceScope>> find(Tx tx, DeviceId device) {
        return tx.find(
                FIND,
                row -> new DeviceScope(
                        device,
                        row.getString("name"),
                        NoGroup.title(row.getString("product"), row.getString("grp")),
                        new Scope(tx.catalog(), row.getUUID("product_id"), row.getUUID("group_id"))),
                tx.catalog(),
                device);
    }

    /** Finds a device of the catalog; fails with {@code not-found}. */
    public static Uni<DeviceScope> require(Tx tx, DeviceId device) {
        return find(tx, device)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.text())));
    }

    /** Returns full ID, name and group of the device, for the text of an approval request. */
    public String words() {
        return "Device " + device.text() + (name.isEmpty() ? "" : " (" + name + ")") + " of " + title;
    }
}
