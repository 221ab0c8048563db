package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database places devices in rollouts as devices and gateways do. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MemberTest {
    private static final int DEVICES = 10_000;
    private static final String ADD = """
            insert into device (catalog_id, device_id, group_id, claimed_at)
            select $1, sha512(int4send(n)), g.group_id, now()
            from generate_series(1, $2::int) n, device_group g
            where g.catalog_id = $1 and g.name = 'Production'""";
    private static final String PLACES = "select device_id, bucket, member_hash from device where catalog_id = $1";
    private static final String OPEN = """
            select device_id from device
            where catalog_id = $1 and rollout_has($2::int, $3::int, $4::bigint[], $5::bigint[], bucket, member_hash)""";

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private CatalogId catalog = CatalogId.INSTALLATION;
    private List<Place> places = List.of();

    /** Place of a device by the database. */
    private record Place(DeviceId device, Member member) {
        static Place of(Row row) {
            return new Place(
                    Columns.device(row, "device_id"), new Member(row.getInteger("bucket"), row.getLong("member_hash")));
        }
    }

    @BeforeEach
    void addDevices() {
        Fleet fleet = Fleet.create();
        catalog = fleet.catalogId();
        places = OnVertx.await(
                vertx,
                () -> transactions.bulk(
                        catalog,
                        tx -> tx.update(ADD, catalog, DEVICES).chain(() -> tx.list(PLACES, Place::of, catalog))));
    }

    @Test
    void the_database_computes_the_place_of_every_device_as_the_format_says() {
        assertThat(places).hasSize(DEVICES);
        assertThat(places)
                .allSatisfy(place -> assertThat(place.member()).isEqualTo(Member.of(catalog.value(), place.device())));
    }

    @Test
    void the_database_finds_the_devices_of_the_audience() {
        MemberList list = MemberList.of(hashes(0, 300), hashes(250, 320));
        OpenDevices open = new OpenDevices(UUID.randomUUID(), 9_500, 1_500, list);

        List<DeviceId> found = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.list(
                                OPEN,
                                row -> Columns.device(row, "device_id"),
                                catalog,
                                open.seed(),
                                open.buckets(),
                                hashes(0, 300).toArray(Long[]::new),
                                hashes(250, 320).toArray(Long[]::new))));

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(places.stream()
                        .filter(place -> open.audience().contains(place.member(), list))
                        .map(Place::device)
                        .toList());
        assertThat(found).hasSizeBetween(1_000, 3_000);
    }

    private List<Long> hashes(int from, int to) {
        return places.subList(from, to).stream()
                .map(place -> place.member().hash())
                .toList();
    }
}
