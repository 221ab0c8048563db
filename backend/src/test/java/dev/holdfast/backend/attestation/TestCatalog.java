package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.CreateCatalog;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Grant;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Role;
import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates catalogs, devices and deployments with everything that attestation needs. {@link CreateCatalog} creates catalogs with a
 * certificate authority. Everything else is written directly to the tables. A catalog has one product with one group. Both have the
 * catalog's ID.
 */
@Singleton
@Unremovable
public class TestCatalog {
    private static final Caller OWNER = new Caller(
            "admin",
            "Admin",
            new Subject("test", "admin", null, List.of()),
            new Authority(List.of(new Grant(Role.OWNER, Scope.INSTALLATION))));

    private final CreateCatalog createCatalog;
    private final Transactions transactions;

    public TestCatalog(CreateCatalog createCatalog, Transactions transactions) {
        this.createCatalog = createCatalog;
        this.transactions = transactions;
    }

    /** Returns a new catalog with one group and the reference values of {@link TestImages#all()}. */
    public CatalogId create() {
        String name = "c-" + UUID.randomUUID();
        CatalogId catalog = new CatalogId(await(() -> createCatalog.create(OWNER, new NewCatalog(name, name)))
                .id());
        addGroupAndReferences(catalog);
        return catalog;
    }

    /** Returns a new catalog with one group and no reference values of its own. */
    public CatalogId createEmpty() {
        String name = "c-" + UUID.randomUUID();
        CatalogId catalog = new CatalogId(await(() -> createCatalog.create(OWNER, new NewCatalog(name, name)))
                .id());
        group(catalog);
        return catalog;
    }

    /** Changes the OS feed of the catalog's group. */
    void follow(CatalogId catalog, String feed) {
        update(catalog, "update device_group set os_feed_type = $2 where group_id = $1", catalog, feed);
    }

    /** Lets the catalog's group hold all updates, so that its manifest sets stay as they are. */
    void hold(CatalogId catalog) {
        update(catalog, "update device_group set update_policy = 'NoUpdates' where group_id = $1", catalog);
    }

    /** Returns a catalog like that of {@link #create()}, but without a certificate authority. */
    public CatalogId createWithoutAuthority() {
        CatalogId catalog = new CatalogId(UUID.randomUUID());
        update(
                catalog,
                "insert into catalog values ($1, $2, 'Keyless', $3, 0)",
                catalog,
                "k-" + catalog,
                Instant.now());
        addGroupAndReferences(catalog);
        return catalog;
    }

    /** Returns the catalog's name, as it is in paths. */
    public String name(CatalogId catalog) {
        return list(catalog, "select name from catalog where catalog_id = $1", row -> row.getString("name"), catalog)
                .getFirst();
    }

    /** Adds the product, the group, and {@link TestImages#all()} as reference values. */
    private void addGroupAndReferences(CatalogId catalog) {
        group(catalog);
        TestImages.all().forEach(image -> release(catalog, image));
    }

    /** Adds the product and its group, which follows the feed Retail. */
    private void group(CatalogId catalog) {
        update(catalog, "insert into product values ($1, $1, 'product', '', $2)", catalog, Instant.now());
        update(
                catalog,
                "insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type,"
                        + " update_policy, position) values ($1, $1, $1, 'group', '', 'Retail', 'UpdateAll', 1)",
                catalog);
    }

    /** Makes an image a reference value of the catalog. */
    public void release(CatalogId catalog, ReferenceValue image) {
        update(
                catalog,
                "insert into reference_value values ($1, $2, $3, $4, $5, $6, $7, $8)",
                catalog,
                image.component(),
                image.image(),
                image.type().apiName(),
                image.name(),
                image.digest(),
                image.securityVersion(),
                Instant.now());
    }

    /** Makes an image a tentative reference value, which counts only where the image is deployed. */
    public void releaseTentatively(CatalogId catalog, ReferenceValue image) {
        release(catalog, image);
        update(
                catalog,
                "update reference_value set tentative = true where catalog_id = $1 and image_id = $2",
                catalog,
                image.image());
    }

    /** Endorses a chip as the silicon manufacturer. */
    public void endorse(TestChip chip) {
        endorse(chip, "");
    }

    /** Endorses a chip and claims it into the catalog's group. */
    public void claim(CatalogId catalog, TestChip chip) {
        endorse(chip);
        claimEndorsed(catalog, chip);
    }

    /** Endorses a chip of a part and claims it into the catalog's group. */
    public void claim(CatalogId catalog, TestChip chip, String part) {
        endorse(chip, part);
        claimEndorsed(catalog, chip);
    }

    /** Endorses a chip for all catalogs. {@code part} is its SKU; empty for none. The endorsement list counts as signed long ago. */
    private void endorse(TestChip chip, String part) {
        update(
                CatalogId.INSTALLATION,
                "select add_endorsements(array[$1::bytea], array[$2::bytea], array[$4::text], 'test-silicon', $3, null, '-infinity')",
                chip.device(),
                chip.generalKey(),
                Instant.now(),
                part);
    }

    /**
     * Claims an endorsed, unclaimed chip into the catalog's group, as with a valid proof of possession. A proof is valid for the number of
     * times that the chip left a catalog. This method passes the current number to {@code claim_devices} without checking a proof.
     */
    public void claimEndorsed(CatalogId catalog, TestChip chip) {
        update(
                catalog,
                "select claim_devices(array[$1::bytea], array[coalesce(max(p.departures), 0)::bigint])"
                        + " from departures_of(array[$1::bytea]) p",
                chip.device());
        update(
                catalog,
                "insert into device (catalog_id, device_id, group_id, claimed_at) values ($1, $2, $1, $3)",
                catalog,
                chip.device(),
                Instant.now());
        update(catalog, "select add_group_parts(array[$1::bytea], array[$2::uuid])", chip.device(), catalog);
    }

    /** Returns a witness of a device: an update certificate is issued to it in its catalog. A device in no catalog has no valid one. */
    public static Witness witness(DeviceId device) {
        TestCatalog catalogs = Arc.container().instance(TestCatalog.class).get();
        byte[] serial = Arrays.copyOf(Digest.sha256(device.bytes()).bytes(), 16);
        serial[0] = 1;
        catalogs
                .list(CatalogId.INSTALLATION, "select catalog_of_device($1) as id", row -> row.getUUID("id"), device)
                .stream()
                .filter(Objects::nonNull)
                .forEach(catalog -> catalogs.update(
                        new CatalogId(catalog),
                        "insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)"
                                + " values (current_catalog_id(), $1, $2, 'UPDATE', now(), now() + interval '1 day')"
                                + " on conflict do nothing",
                        Buffer.buffer(serial),
                        device));
        return Witness.of(device, HexFormat.of().formatHex(serial));
    }

    /** Adds a second group to the catalog's product; returns its ID. */
    public UUID addGroup(CatalogId catalog) {
        UUID group = UUID.randomUUID();
        update(
                catalog,
                "insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type, update_policy, position)"
                        + " values ($1, $2, $1, 'other', '', 'Retail', 'UpdateAll', 2)",
                catalog,
                group);
        return group;
    }

    /** Moves a chip out of the catalog's group into no group. */
    public void unassign(CatalogId catalog, TestChip chip) {
        update(
                catalog,
                "update device set group_id = (select g.group_id from device_group g where g.unassigned) where device_id = $1",
                chip.device());
    }

    /**
     * Deploys an image to the catalog's group as manifest version {@code version}. The manifest set is not signed: attestation does not
     * read it.
     */
    public void deploy(CatalogId catalog, ReferenceValue image, long version) {
        deploy(catalog, catalog.value(), image, version);
    }

    /** Deploys an image to a group, as {@link #deploy(CatalogId, ReferenceValue, long)}. */
    public void deploy(CatalogId catalog, UUID group, ReferenceValue image, long version) {
        UUID deployment = UUID.randomUUID();
        addImage(catalog, image);
        // One transaction, because the schedule signs a manifest set for a deployment without one.
        await(() -> transactions.inCatalog(
                catalog,
                session -> insertDeployment(session, catalog, group, deployment, image, version)
                        .chain(() -> session.update(
                                "insert into manifest_set (catalog_id, group_id, part, deployment_id, version, signed, issued_at,"
                                        + " expires_at, set_keys) values ($1, $2, '', $3, $4, '', $5, now() + interval '30 days',"
                                        + " (select array_agg(key_id order by created_at) from set_key where replaced_at is null))"
                                        + " on conflict (catalog_id, group_id, part, cohort)"
                                        + " do update set deployment_id = excluded.deployment_id, version = excluded.version",
                                catalog,
                                group,
                                deployment,
                                version,
                                Instant.now()))
                        .chain(() -> session.update(
                                "update device_group set target_manifest = $2 where group_id = $1", group, version))));
    }

    /** Adds a deployment that no manifest set has. */
    UUID addDeployment(CatalogId catalog, UUID group, ReferenceValue image, long version) {
        UUID deployment = UUID.randomUUID();
        addImage(catalog, image);
        await(() -> transactions.inCatalog(
                catalog, session -> insertDeployment(session, catalog, group, deployment, image, version)));
        return deployment;
    }

    private void addImage(CatalogId catalog, ReferenceValue image) {
        update(
                catalog,
                "insert into image values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $8, 'pavel') on conflict do nothing",
                catalog,
                image.image(),
                image.component(),
                image.type().apiName(),
                image.name(),
                image.digest(),
                image.securityVersion(),
                Instant.now());
    }

    private static Uni<Integer> insertDeployment(
            Sql session, CatalogId catalog, UUID group, UUID deployment, ReferenceValue image, long version) {
        return session.update(
                        "insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by)"
                                + " values ($1, $2, $3, $4, $5, 'pavel')",
                        catalog,
                        deployment,
                        group,
                        version,
                        Instant.now())
                .chain(() -> session.update(
                        "insert into deployment_image values ($1, $2, 1, $3)", catalog, deployment, image.image()));
    }

    /** Runs a statement in a catalog and returns its rows. Changes need {@code returning}. */
    public <T> List<T> list(CatalogId catalog, String sql, Function<Row, T> reader, Object... parameters) {
        return await(() -> transactions.inCatalog(catalog, session -> session.list(sql, reader, parameters)));
    }

    /** Returns the id of the catalog's first authority. */
    public String authority(CatalogId catalog) {
        return list(
                        catalog,
                        "select authority_id from catalog_authority where catalog_id = $1 order by generation",
                        row -> row.getUUID("authority_id").toString(),
                        catalog)
                .getFirst();
    }

    /** Returns the first row of a query with the parameters $1, the catalog, and $2, the device. */
    public <T> T ofDevice(CatalogId catalog, DeviceId device, String sql, Function<Row, T> reader) {
        return list(catalog, sql, reader, catalog, device).getFirst();
    }

    /** Runs an asynchronous use case as a request would. */
    public static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement without rows in a catalog, so row-level security applies. */
    public void update(CatalogId catalog, String sql, @Nullable Object... parameters) {
        Function<Sql, Uni<Integer>> work = session -> session.update(sql, parameters);
        await(() -> transactions.inCatalog(catalog, work));
    }
}
