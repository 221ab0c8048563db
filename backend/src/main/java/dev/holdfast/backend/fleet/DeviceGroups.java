package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds and locks device groups by name, ignoring case. A destination, to which devices can move, is a group or {@link NoGroup}. */
public final class DeviceGroups {
    private static final String DESTINATION = """
            select g.group_id, p.name as product, g.name, g.update_policy, g.target_manifest, g.requires_approval
            from catalog c join product p using (catalog_id) join device_group g using (catalog_id, product_id)
            where p.catalog_id = $1 and c.deleted_at is null and lower(p.name) = lower($2) and lower(g.name) = lower($3)
            """;
    private static final String FIND = DESTINATION + "and not g.unassigned ";
    // A no-key lock lets other transactions add rows that refer to the group. Deletions take the full lock.
    // The lock of the catalog comes first, so that it waits for a deletion of the catalog in progress and then finds no
    // group.
    private static final String FOR_NO_KEY_UPDATE = "for key share of c for no key update of g";
    private static final String LOCK_ALONE = FIND + "for update of g";
    private static final String LOCK_OF_PRODUCT =
            "select group_id from device_group where catalog_id = $1 and product_id = $2 order by group_id for update";

    private static final String SCOPE = "select product_id from device_group where catalog_id = $1 and group_id = $2";
    private static final String LOCK_SCOPE = """
            select g.product_id, g.group_id from product p join device_group g using (catalog_id, product_id)
            where p.catalog_id = $1 and lower(p.name) = lower($2) and lower(g.name) = lower($3)
            for no key update of g""";
    // Locks in the order of group IDs, so that concurrent transactions cannot deadlock.
    private static final String LOCK_DESTINATIONS = """
            select w.product as wanted_product, w.name as wanted_name, g.group_id, p.name as product, g.name,
                g.update_policy, g.target_manifest, g.requires_approval
            from unnest($2::text[], $3::text[]) as w(product, name)
            join catalog c on c.catalog_id = $1 and c.deleted_at is null
            join product p on p.catalog_id = c.catalog_id and lower(p.name) = lower(w.product)
            join device_group g on g.catalog_id = p.catalog_id and g.product_id = p.product_id
                and lower(g.name) = lower(w.name)
            order by g.group_id for key share of c for no key update of g""";

    // Devices enter a group only under this lock.
    private static final String KEEP_ROLLOUTS = "select keep_rollouts($1)::text";

    private DeviceGroups() {}

    /**
     * Name of a group, or of {@link NoGroup} in its normal form.
     *
     * @param product name of the group's product
     */
    public record Name(String product, String group) {
        /** Normalizes the reserved names. */
        public Name {
            if (NoGroup.isNamed(product) && NoGroup.isNamed(group)) {
                product = NoGroup.NAME;
                group = NoGroup.NAME;
            }
        }

        /** Returns the name of a group in a request; fails with {@code invalid-request} if only one of the two names is reserved. */
        public static Name of(String product, String group) {
            new Checks()
                    .that(
                            NoGroup.isNamed(product) == NoGroup.isNamed(group),
                            "group",
                            "is a reserved name (" + NoGroup.NAME + " or " + NoGroup.DEFAULT
                                    + ") only if product is one too")
                    .done();
            return new Name(product, group);
        }

        /** Fails with {@code conflict} if the group is not the one of a stored request, whose name can be reused. */
        public void requireSame(@Nullable UUID stored, GroupRef group) {
            if (stored != null && !stored.equals(group.id())) {
                throw ProblemException.conflict("The device group " + this
                        + " of this request was deleted and another one has its name now. Reject the request.");
            }
        }

        @Override
        public String toString() {
            return NoGroup.title(product, group);
        }
    }

    /** Returns the destinations that exist, and locks them until the transaction ends. */
    public static Uni<Map<Name, GroupRef>> lockDestinations(Tx tx, Collection<Name> names) {
        return tx.run(KEEP_ROLLOUTS, tx.catalog())
                .chain(() -> tx.list(
                        LOCK_DESTINATIONS,
                        row -> Map.entry(
                                new Name(row.getString("wanted_product"), row.getString("wanted_name")), group(row)),
                        tx.catalog(),
                        Columns.texts(names, Name::product),
                        Columns.texts(names, Name::group)))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Returns a group and locks it until the transaction ends, so that deployments to the group and claims into it run one after the other.
     * Fails with {@code not-found}.
     */
    public static Uni<GroupRef> lock(Tx tx, String product, String name) {
        return read(tx, FIND + FOR_NO_KEY_UPDATE, product, name);
    }

    /** Locks and returns a destination: a group, or {@link NoGroup}. Fails with {@code not-found}. */
    public static Uni<GroupRef> lockDestination(Tx tx, Name name) {
        return tx.run(KEEP_ROLLOUTS, tx.catalog())
                .chain(() -> read(tx, DESTINATION + FOR_NO_KEY_UPDATE, name.product(), name.group()));
    }

    /** Returns a destination: a group, or {@link NoGroup}. Fails with {@code not-found}. */
    public static Uni<GroupRef> destination(Tx tx, Name name) {
        return read(tx, DESTINATION, name.product(), name.group());
    }

    /** Locks a group for deletion: until the commit, no device, role, token or deployment can refer to it. */
    static Uni<GroupRef> lockForDeletion(Tx tx, String product, String name) {
        return read(tx, LOCK_ALONE, product, name);
    }

    /** Locks all groups of a locked product for deletion. */
    static Uni<Void> lockForDeletion(Tx tx, UUID product) {
        return tx.list(LOCK_OF_PRODUCT, row -> row.getUUID("group_id"), tx.catalog(), product)
                .replaceWithVoid();
    }

    /** Changes a locked group. */
    static Uni<Void> change(Tx tx, UUID id, Consumer<DeviceGroup> change) {
        return tx.session()
                .chain(session -> session.get(
                                DeviceGroup.class,
                                new DeviceGroup.Key(tx.catalog().value(), id))
                        .invoke(change)
                        .chain(session::update));
    }

    /** Returns the scope of an existing group. */
    public static Uni<Scope> scope(Tx tx, UUID group) {
        return tx.one(SCOPE, row -> new Scope(tx.catalog(), row.getUUID("product_id"), group), tx.catalog(), group);
    }

    /** Returns the scope of a destination and locks it until the transaction ends; empty if the destination does not exist. */
    public static Uni<Optional<Scope>> lockScope(Tx tx, Name name) {
        return tx.find(
                LOCK_SCOPE,
                row -> new Scope(tx.catalog(), row.getUUID("product_id"), row.getUUID("group_id")),
                tx.catalog(),
                name.product(),
                name.group());
    }

    /** Returns the IDs of the groups in some scopes of the catalog. */
    public static Uni<List<UUID>> within(Tx tx, List<Scope> scopes) {
        SqlBuilder groups =
                new SqlBuilder(tx.catalog()).sql("select x.group_id from device_group x where x.catalog_id = $1");
        ScopeFilter.narrow(groups, scopes);
        return tx.list(groups.text(), row -> row.getUUID("group_id"), groups.parameters());
    }

    /** Returns a group; fails with {@code not-found}. */
    public static Uni<GroupRef> find(Tx tx, String product, String name) {
        return read(tx, FIND, product, name);
    }

    private static Uni<GroupRef> read(Tx tx, String query, String product, String name) {
        return tx.find(query, DeviceGroups::group, tx.catalog(), product, name)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("Device group " + name + " of product " + product)));
    }

    private static GroupRef group(Row row) {
        return new GroupRef(
                row.getUUID("group_id"),
                row.getString("product"),
                row.getString("name"),
                UpdatePolicy.named(row.getString("update_policy")),
                row.getLong("target_manifest"),
                row.getBoolean("requires_approval"));
    }
}
